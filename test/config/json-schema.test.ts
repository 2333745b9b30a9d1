/** The published JSON Schemas are fresh (`npm run schema` writes them), and say the same of a file as netpol does. */

import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { publishedSchemas } from '../../src/config/json-schema.ts';

describe.each(publishedSchemas())('schema/$file', ({ file, text }) => {
  test('is what the definitions say today', async () => {
    await expect(text).toMatchFileSnapshot(`../../schema/${file}`);
  });

  test('describes every key', () => {
    const silent: string[] = [];
    collectSilent(JSON.parse(text), '', silent);
    expect(silent).toEqual([]);
  });
});

describe('test files', () => {
  const schema = publishedSchemas().find(({ name }) => name === 'test')?.text ?? '';
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(schema));
  const forms = 'test/fixtures/check/forms';
  const files = readdirSync(forms).filter((name) => name.endsWith('.netpol-test.yaml'));

  test.each(files)('%s is valid', (name) => {
    validate(parse(readFileSync(`${forms}/${name}`, 'utf8')));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([
    ['{ version: 1, tests: [{ alow: a -> b }] }'],
    ['{ version: 2, tests: [{ allow: a -> b }] }'],
    ['{ version: 1, tests: [{ every: a, is: nice }] }'],
    ['{ version: 1, tests: [] }'],
  ])('%s is not', (text) => {
    expect(validate(parse(text))).toBe(false);
  });
});

interface Schema {
  readonly description?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

function collectSilent({ properties = {}, items, anyOf = [] }: Schema, path: string, silent: string[]): void {
  for (const [key, inner] of Object.entries(properties)) {
    const here = `${path}.${key}`;
    const isSaid = [inner, ...(inner.anyOf ?? [])].some(({ description }) => description !== undefined);
    if (!isSaid) silent.push(here);
    collectSilent(inner, here, silent);
  }
  if (items !== undefined) collectSilent(items, `${path}[]`, silent);
  for (const branch of anyOf) collectSilent(branch, path, silent);
}
