import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { StaffRole } from '@/gen/kartoteka/v1/staff_service_pb';
import { abilities, roles } from './roles';

/** The API's own words: "// … Roles: owner, manager. Scope: write." above each permission. */
const documented = new Map(
  [...readFileSync('../proto/kartoteka/v1/options.proto', 'utf8').matchAll(/\/\/ .*Roles: ([^.]+)\..*\n\s*PERMISSION_(\w+) =/g)].map(
    ([, words = '', name = '']) => [name, rolesOf(words)],
  ),
);

function rolesOf(words: string): string[] {
  const all = roles.map((role) => StaffRole[role].toLowerCase());
  return words.startsWith('all') ? all : words.split(', ');
}

test('every permission that some role holds is in the table', () => {
  expect(documented.size).toBeGreaterThan(10);
  expect(abilities.map(({ permission }) => Permission[permission]).sort()).toEqual([...documented.keys()].sort());
});

test.each(abilities)('$name: the table says what the API says', ({ permission, roles: held }) => {
  expect(held.map((role) => StaffRole[role].toLowerCase())).toEqual(documented.get(Permission[permission]));
});
