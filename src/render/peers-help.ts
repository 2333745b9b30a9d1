/** How peers and ports are written, for people: what `config/peer-grammar.ts` reads. */

/** The text of `netpol help peers`. */
export const PEERS_HELP = `A peer is an end of a connection. It is written the same way everywhere: on the
command line, in netpol.test.yaml, and in the blocks of documents.

Workloads
  shop/api                   the workload api of namespace shop; with -n shop
                             also api
  shop/deployment/api        the same with its kind; kubectl's short names work:
  deploy/api                 this one is looked for in -n
  shop/api~1                 one part of a workload whose pods policies tell
                             apart; the plain name means all parts
  shop/any                   every workload of namespace shop
  shop/[app=api]             those with these labels, as kubectl's -l has them:
  shop/[tier in (a,b),!old]  several requirements, all of which hold
  ns[env=prod]/any           by labels of the namespace; ns[env=prod]/[app=api]
  cluster                    every workload

Outside of the cluster
  10.0.0.0/8                 addresses; also 8.8.8.8, 2001:db8::/32
  internet                   all public addresses, less the configured pod,
                             service and node CIDRs
  external                   every address outside, private ones too

Both
  any                        cluster and external; two ends outside the cluster
                             are never judged
  @dns                       an alias of the test file

Ports, of the destination
  shop/api:8080              a port; TCP unless another protocol is named
  shop/api:http              a container port by its name
  @dns:53/UDP                another protocol: UDP or SCTP
  shop/any:8000-8099         a run of ports
  ::1 port 443/TCP           the same in words; needed after an IPv6 address

Connections
  shop/web -> shop/api:8080  who opens it, and to whom

The words any, cluster, external and internet are reserved: a workload of that
name is written with its kind. A peer that names nothing is an error, never an
empty answer. In a YAML list or mapping in one line, peers with [ or , need
quotes: only: ["shop/[app=api]"].
`;
