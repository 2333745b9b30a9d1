/**
 * Where netpol and another tool differ on the corpus, with the reason why netpol is right. All of it is input that
 * Kubernetes refuses, or pods that have ended; no verdict differs. What is refused is mended here and then compared.
 */

/** Cases that Kubernetes refuses as they are. */
export interface Refused {
  /** `area/name`. */
  readonly cases: readonly string[];
  readonly reason: string;
  /** Returns a manifest's text as Kubernetes would take it. */
  readonly mend: (text: string) => string;
}

/** Every case that Kubernetes refuses as it is. */
export const REFUSED: readonly Refused[] = [
  {
    cases: ['pairs/connectivityMap-001'],
    reason: 'y without quotes is a boolean to Kubernetes, also as a namespace; the other tool reads it as text',
    mend: (text) => text.replace(/: ([yY])$/gm, ': "$1"'),
  },
  {
    cases: ['connectivity/example_pods_w_same_owner_and_labels_gap_with_good_match_expression2'],
    reason: 'a policy’s name may hold no underscore; the other tool checks no names',
    mend: (text) => text.replace('use_match_exp_with_all_gap_values_of_app', 'use-match-exp'),
  },
];

/** Peers by case whose pods have ended, so that netpol leaves them out; the other tool does not look at the phase. */
export const ENDED: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'connectivity/minikube_resources',
    ['ingress-nginx/ingress-nginx-admission-create[Job]', 'ingress-nginx/ingress-nginx-admission-patch[Job]'],
  ],
]);
