/** A short name for a text that stays the same from run to run; for telling problems apart, not for security. */

const PRIME = 0x01000193;
const SEEDS = [0x811c9dc5, 0x050c5d1f, 0x2fe1b0a7, 0x9c4a1e3b];

/** Returns 32 hexadecimal digits: four FNV-1a hashes of the text from different seeds. */
function fingerprintOf(text: string): string {
  return SEEDS.map((seed) => {
    let hash = seed;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
    return (hash >>> 0).toString(16).padStart(8, '0');
  }).join('');
}

/** Returns one fingerprint for each text, all different: the second of two equal texts counts as another. */
export function distinctFingerprints(texts: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return texts.map((text) => {
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return fingerprintOf(count === 1 ? text : `${text} #${count}`);
  });
}
