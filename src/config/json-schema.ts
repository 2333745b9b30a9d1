/** JSON Schemas of our own files, for editors: made from the definitions that validate them, so that both agree. */

import { z } from 'zod';
import { configSchema } from './schema.ts';
import { wholeTestFileSchema } from './test-file-schema.ts';

/** What `netpol schema` calls the files that have one. */
export const SCHEMA_NAMES = ['config', 'test'] as const;

/** A file that people write, and the name of its schema in the folder schema/. */
export interface PublishedSchema {
  readonly name: (typeof SCHEMA_NAMES)[number];
  readonly file: string;
  /** The schema as JSON text; ends in a line break. */
  readonly text: string;
}

/** Returns the schemas of netpol.config.yaml and of test files. Spec: JSON Schema, draft 2020-12. */
export function publishedSchemas(): readonly PublishedSchema[] {
  return [
    { name: 'config', file: 'config.v1.json', text: textOf(configSchema) },
    { name: 'test', file: 'test.v1.json', text: textOf(wholeTestFileSchema) },
  ];
}

function textOf(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`;
}
