/** The settings in effect, and where each of them comes from: a flag, the configuration, or nobody. */

import type { Cidr, IpSet } from '../model/ip.ts';
import { cidrsOf } from '../model/ip.ts';
import type { Setting, SettingOrigin, SettingValue } from '../render/settings.ts';
import { DEFAULT_DECODE_OPTIONS } from '../resources/options.ts';
import { resolveSettings } from '../resources/settings.ts';
import type { PlacedConfiguration } from './load.ts';
import type { InputFlags } from './options.ts';
import { choicesOf } from './options.ts';

/** Returns every setting, in the order of the documentation. */
export function effectiveSettings(configuration: PlacedConfiguration, flags: InputFlags): readonly Setting[] {
  const { manifests, exclude, docs, cluster, kubeVersion, places } = configuration;
  const choices = choicesOf(flags, cluster);
  const settings = resolveSettings(choices, []);
  const setting = (name: string, value: SettingValue, flag?: string, given?: unknown): Setting => {
    const at = places.get(name);
    const written: SettingOrigin = at === undefined ? { kind: 'default' } : { kind: 'file', at };
    return { name, value, from: flag === undefined || given === undefined ? written : { kind: 'flag', flag } };
  };
  return [
    setting('manifests', flags.file.length > 0 ? flags.file : (manifests ?? ['.']), '--file', flags.file[0]),
    setting('exclude', exclude),
    setting('docs', docs),
    setting('cluster.podCIDRs', rangesOf(choices.podCidrs, settings.podAddresses), '--pod-cidrs', flags.podCidrs),
    setting(
      'cluster.serviceCIDRs',
      rangesOf(choices.serviceCidrs, settings.serviceAddresses),
      '--service-cidrs',
      flags.serviceCidrs,
    ),
    setting('cluster.nodeCIDRs', rangesOf(choices.nodeCidrs, settings.nodeAddresses), '--node-cidrs', flags.nodeCidrs),
    setting('cluster.dualStack', settings.families.length > 1, '--dual-stack', flags.dualStack),
    setting('cluster.ipBlocks', settings.ipBlocks, '--ip-blocks', flags.ipBlocks),
    setting('cluster.hostNetwork', settings.hostNetwork, '--host-network', flags.hostNetwork),
    setting(
      'cluster.kubeVersion',
      flags.kubeVersion ?? kubeVersion ?? `1.${DEFAULT_DECODE_OPTIONS.kubeMinor}`,
      '--kube-version',
      flags.kubeVersion,
    ),
  ];
}

// As they were written; a default, which nobody wrote, as the addresses it stands for.
function rangesOf(cidrs: readonly Cidr[] | undefined, addresses: IpSet): readonly string[] {
  return cidrs === undefined ? cidrsOf(addresses) : cidrs.map(({ text }) => text);
}
