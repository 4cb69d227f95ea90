// types.mjs check|write FAIRGROUND FILE: the TypeScript types of what the program FAIRGROUND says of its API. write puts
// them into FILE; check fails if they are not what stands there.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import openapi, { astToString } from 'openapi-typescript';

const [verb, program, file] = process.argv.slice(2);
const document = JSON.parse(execFileSync(program, ['openapi'], { encoding: 'utf8' }));
const types =
  '// SPDX-License-Identifier: MIT\n//\n' +
  '// Made by `./dev types` from `fairground openapi`. Do not edit.\n\n' +
  astToString(await openapi(document));

if (verb === 'write') {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, types);
} else if (readFileSync(file, 'utf8') !== types) {
  console.error(`${file} is not what the host says of its API any more: run ./dev types, and commit what it changes`);
  process.exit(1);
}
