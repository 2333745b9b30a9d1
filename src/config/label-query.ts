/** Label queries as kubectl's `-l` takes them: `app=api,tier in (a,b),!legacy`. */

import type { LabelRequirement } from '../model/labels.ts';
import type { PeerSyntaxProblem } from '../model/peer-expression.ts';
import type { Piece } from './piece.ts';
import { placeOfPiece, refuse, slicePiece, splitPiece, trimPiece } from './piece.ts';

const KEY = String.raw`[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?(?:/[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?)?`;
const VALUE = /^(?:[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?)?$/;
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);
const EQUALS = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(.*)$`);
const IN = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\((.*)\\)$`);

/** Reads the requirements of a query; no text is no requirement. Spec: labels.Parse, k8s.io/apimachinery. */
export function parseLabelQuery(piece: Piece): readonly LabelRequirement[] | PeerSyntaxProblem {
  if (piece.text.trim() === '') return [];
  const items = splitPiece(piece, ',');
  if ('problem' in items) return items;
  const requirements: LabelRequirement[] = [];
  for (const item of items) {
    const requirement = parseRequirement(trimPiece(item));
    if ('problem' in requirement) return requirement;
    requirements.push(requirement);
  }
  return requirements;
}

function parseRequirement(piece: Piece): LabelRequirement | PeerSyntaxProblem {
  const at = placeOfPiece(piece);
  const [, not, present] = EXISTS.exec(piece.text) ?? [];
  if (present !== undefined) return { operator: not === '!' ? 'DoesNotExist' : 'Exists', key: present, at };
  const [, key = '', sign, value = ''] = EQUALS.exec(piece.text) ?? [];
  if (sign !== undefined) return requireValues(piece, sign === '!=' ? 'NotIn' : 'In', key, [value.trim()]);
  const [, listKey = '', word, values = ''] = IN.exec(piece.text) ?? [];
  if (word !== undefined) {
    const list = values.split(',').map((one) => one.trim());
    return requireValues(piece, word === 'in' ? 'In' : 'NotIn', listKey, list);
  }
  const seen = piece.text === '' ? 'a requirement is missing' : `"${piece.text}" is not a requirement on a label`;
  return refuse(piece, seen, 'write key=value, key!=value, key in (a,b), key notin (a,b), key or !key');
}

function requireValues(
  piece: Piece,
  operator: 'In' | 'NotIn',
  key: string,
  values: readonly string[],
): LabelRequirement | PeerSyntaxProblem {
  const wrong = values.find((value) => !VALUE.test(value) || value.length > 63);
  if (wrong !== undefined) {
    const offset = Math.max(piece.text.lastIndexOf(wrong), 0);
    const help = 'values are at most 63 letters, digits, "-", "_" and ".", and start and end with a letter or digit';
    return refuse(slicePiece(piece, offset), `"${wrong}" is not a label value`, help);
  }
  return { operator, key, values: [...new Set(values)].toSorted(), at: placeOfPiece(piece) };
}
