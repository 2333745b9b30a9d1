/** A drawing as a graphology graph with typed attributes, for its own export and for analyses on it. */

import { MultiDirectedGraph } from 'graphology';
import type { SerializedGraph } from 'graphology-types';
import type { Family } from '../model/ip.ts';
import { isNoPorts } from '../model/ports.ts';
import type { Drawing, DrawnEdge, DrawnNode, Openness } from './drawing.ts';
import type { ListedPorts } from './port-list.ts';
import { listPorts } from './port-list.ts';

/** Attributes of a node; those of a frame, to which edges of a whole namespace lead, have kind `namespace`. */
export interface GraphNode {
  readonly kind: DrawnNode['kind'];
  readonly label: string;
  readonly namespace: string | null;
  /** Ids of the workloads that the node stands for. */
  readonly members: readonly string[];
  /** In which directions nobody restricts it. */
  readonly openness: Openness;
}

/** Attributes of an edge. */
export interface GraphEdge {
  readonly kind: DrawnEdge['kind'];
  /** Left out where the drawing tells no ports, but only who reaches whom. */
  readonly ports?: 'all' | readonly ListedPorts[];
  /** The families over which the ports are open, where not all; by the same order as the slices of ports. */
  readonly families?: readonly Family[];
  /** Only on edges of unknown connections. */
  readonly unknown?: true;
  readonly pairs: { readonly open: number; readonly of: number };
}

/** Attributes of the graph. */
export interface GraphAttributes {
  /** Whether namespaces stand in place of workloads. */
  readonly overview: boolean;
}

/** A drawing as a graph. */
export type ConnectivityGraph = MultiDirectedGraph<GraphNode, GraphEdge, GraphAttributes>;

/** What graphology exports. */
export type ExportedGraph = SerializedGraph<GraphNode, GraphEdge, GraphAttributes>;

/** Returns the graph of a drawing; node keys are ids of peers, edge keys their numbers. */
export function toGraph({ nodes, namespaces, edges, overview }: Drawing): ConnectivityGraph {
  const graph: ConnectivityGraph = new MultiDirectedGraph();
  graph.replaceAttributes({ overview: overview !== null });
  for (const { id, name, nodes: members, openness } of namespaces) {
    graph.addNode(id, {
      kind: 'namespace',
      label: name,
      namespace: name,
      members: members.flatMap((node) => node.members),
      openness,
    });
  }
  for (const { id, kind, names, namespace, members, openness } of [
    ...namespaces.flatMap((one) => one.nodes),
    ...nodes,
  ]) {
    graph.addNode(id, { kind, label: names.join(', '), namespace, members, openness });
  }
  for (const [index, edge] of edges.entries()) {
    graph.addDirectedEdgeWithKey(`e${index}`, edge.from, edge.to, attributesOf(edge));
  }
  return graph;
}

/** Returns graphology's own export of a drawing. */
export function exportGraph(drawing: Drawing): ExportedGraph {
  return toGraph(drawing).export();
}

function attributesOf({ kind, ports, slices, pairs: { open, of } }: DrawnEdge): GraphEdge {
  const [slice, ...others] = slices;
  return {
    kind,
    ...(!isNoPorts(ports) && { ports: listPorts(ports) }),
    ...(others.length === 0 && slice !== undefined && slice.families !== null && { families: slice.families }),
    ...(kind === 'unknown' && { unknown: true }),
    pairs: { open, of },
  };
}
