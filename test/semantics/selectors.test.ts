/** Label selectors: sentences 17 to 20 of semantics.md. */

import { describe, expect, test } from 'vitest';
import type { LabelSelector } from '../../src/model/labels.ts';
import { matchesSelector, traceSelector } from '../../src/semantics/selectors.ts';
import type { LabelsLike } from '../builders.ts';
import { absent, exists, HERE, isIn, labels, notIn, selector } from '../builders.ts';

describe('a selector matches labels', () => {
  test.each<[fact: string, selector: LabelSelector, labels: LabelsLike, matches: boolean]>([
    ['17 an empty selector matches labels', selector({}), { app: 'web' }, true],
    ['17 an empty selector matches no labels at all', selector({}), {}, true],
    [
      '17 matchLabels and matchExpressions hold together',
      selector({ app: 'web' }, exists('env')),
      { app: 'web', env: 'x' },
      true,
    ],
    [
      '17 matchLabels are not enough when an expression fails',
      selector({ app: 'web' }, exists('env')),
      { app: 'web' },
      false,
    ],
    ['17 one of two matchLabels is not enough', selector({ app: 'web', env: 'x' }), { app: 'web' }, false],
    ['18 In holds for a value of the set', selector({}, isIn('app', 'web', 'api')), { app: 'api' }, true],
    ['18 In fails for a value outside the set', selector({}, isIn('app', 'web', 'api')), { app: 'db' }, false],
    ['18 In fails for an absent key', selector({}, isIn('app', 'web')), {}, false],
    ['18 NotIn fails for a value of the set', selector({}, notIn('app', 'web')), { app: 'web' }, false],
    ['18 NotIn holds for a value outside the set', selector({}, notIn('app', 'web')), { app: 'db' }, true],
    ['18 NotIn holds for an absent key', selector({}, notIn('app', 'web')), {}, true],
    ['18 Exists holds for any value', selector({}, exists('app')), { app: 'web' }, true],
    ['18 Exists holds for the empty value', selector({}, exists('app')), { app: '' }, true],
    ['18 Exists fails for an absent key', selector({}, exists('app')), { ap: 'web' }, false],
    ['18 DoesNotExist holds for an absent key', selector({}, absent('app')), { ap: 'web' }, true],
    ['18 DoesNotExist fails for the empty value', selector({}, absent('app')), { app: '' }, false],
    ['18 values are compared case by case', selector({ app: 'Web' }), { app: 'web' }, false],
    ['18 keys are compared case by case', selector({ App: 'web' }), { app: 'web' }, false],
    ['18 a part of a value is not the value', selector({ app: 'we' }), { app: 'web' }, false],
    ['18, 19 the empty value matches the empty value', selector({ app: '' }), { app: '' }, true],
    ['18, 19 the empty value does not match an absent key', selector({ app: '' }), {}, false],
    ['18, 19 the empty value does not match another value', selector({ app: '' }), { app: 'web' }, false],
    ['20 a contradiction matches nothing that has the key', selector({}, exists('a'), absent('a')), { a: 'x' }, false],
    ['20 a contradiction matches nothing that lacks the key', selector({}, exists('a'), absent('a')), {}, false],
    ['a value that no manifest tells exists', selector({}, exists('hash')), { hash: null }, true],
    ['a value that no manifest tells equals nothing', selector({ hash: 'abc' }), { hash: null }, false],
    ['a value that no manifest tells is not even empty', selector({ hash: '' }), { hash: null }, false],
    ['a value that no manifest tells is in no set', selector({}, notIn('hash', 'abc')), { hash: null }, true],
    ['a value that no manifest tells is not absent', selector({}, absent('hash')), { hash: null }, false],
    ['a key that every object inherits is absent', selector({}, exists('constructor')), {}, false],
  ])('%s', (_fact, query, values, matches) => {
    expect(matchesSelector(query, labels(values))).toBe(matches);
    expect(traceSelector(query, labels(values)).every(({ holds }) => holds)).toBe(matches);
  });
});

test('a trace names the value and where it is written', () => {
  const [app, env] = traceSelector(selector({ app: 'web', env: 'x' }), labels({ app: 'db' }));
  expect(app).toMatchObject({ holds: false, value: 'db', at: HERE });
  expect(env).toMatchObject({ holds: false, value: undefined, at: null });
});

test('a selector that is left out asks nothing', () => {
  expect(traceSelector(null, labels({ app: 'web' }))).toEqual([]);
});
