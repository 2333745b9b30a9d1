/**
 * Fields of AdminNetworkPolicy and BaselineAdminNetworkPolicy (v1alpha1) and ClusterNetworkPolicy (v1alpha2), which no
 * client library carries; written by hand in the form of the generated table, for both channels.
 * Spec: CRDs of policy.networking.k8s.io, bundles v0.1.7 and v0.2.0.
 */

/** The fields of each type by its name, as `name:type` pairs; `fields.ts` reads them. */
// biome-ignore format: one type a line reads and compares better
export const ADMIN_FIELDS: Readonly<Record<string, string>> = {
  AdminNetworkPolicy: 'apiVersion:string kind:string metadata:ObjectMeta spec:AdminNetworkPolicySpec status:PolicyStatus',
  AdminNetworkPolicySpec: 'priority:int32 subject:PolicySubject ingress:[AdminIngressRule] egress:[AdminEgressRule]',
  AdminIngressRule: 'name:string action:string from:[PolicyPeer] ports:[AdminPort]',
  AdminEgressRule: 'name:string action:string to:[PolicyEgressPeer] ports:[AdminPort]',
  AdminPort: 'portNumber:AdminPortNumber namedPort:string portRange:AdminPortRange',
  AdminPortNumber: 'protocol:string port:int32',
  AdminPortRange: 'protocol:string start:int32 end:int32',
  BaselineAdminNetworkPolicy: 'apiVersion:string kind:string metadata:ObjectMeta spec:BaselineAdminNetworkPolicySpec status:PolicyStatus',
  BaselineAdminNetworkPolicySpec: 'subject:PolicySubject ingress:[BaselineIngressRule] egress:[BaselineEgressRule]',
  BaselineIngressRule: 'name:string action:string from:[PolicyPeer] ports:[AdminPort]',
  BaselineEgressRule: 'name:string action:string to:[BaselineEgressPeer] ports:[AdminPort]',
  BaselineEgressPeer: 'namespaces:LabelSelector pods:NamespacedPods networks:[string] nodes:LabelSelector',
  ClusterNetworkPolicy: 'apiVersion:string kind:string metadata:ObjectMeta spec:ClusterNetworkPolicySpec status:PolicyStatus',
  ClusterNetworkPolicySpec: 'tier:string priority:int32 subject:ClusterSubject ingress:[ClusterIngressRule] egress:[ClusterEgressRule]',
  ClusterSubject: 'namespaces:LabelSelector pods:ClusterPods',
  ClusterPods: 'namespaceSelector:LabelSelector podSelector:LabelSelector',
  ClusterIngressRule: 'name:string action:string from:[ClusterIngressPeer] protocols:[ClusterProtocol]',
  ClusterIngressPeer: 'namespaces:LabelSelector pods:ClusterPods',
  ClusterEgressRule: 'name:string action:string to:[ClusterEgressPeer] protocols:[ClusterProtocol]',
  ClusterEgressPeer: 'namespaces:LabelSelector pods:ClusterPods networks:[string] nodes:LabelSelector domainNames:[string]',
  ClusterProtocol: 'tcp:ClusterProtocolPort udp:ClusterProtocolPort sctp:ClusterProtocolPort destinationNamedPort:string',
  ClusterProtocolPort: 'destinationPort:ClusterPort',
  ClusterPort: 'number:int32 range:ClusterPortRange',
  ClusterPortRange: 'start:int32 end:int32',
  NamespacedPods: 'namespaceSelector:LabelSelector podSelector:LabelSelector',
  PolicyEgressPeer: 'namespaces:LabelSelector pods:NamespacedPods networks:[string] nodes:LabelSelector domainNames:[string]',
  PolicyPeer: 'namespaces:LabelSelector pods:NamespacedPods',
  PolicyStatus: 'conditions:[Condition]',
  PolicySubject: 'namespaces:LabelSelector pods:NamespacedPods',
};
