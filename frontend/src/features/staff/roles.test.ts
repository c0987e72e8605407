import { readFileSync } from 'node:fs';
import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { RolePermissionsSchema, StaffRole } from '@/gen/kartoteka/v1/staff_service_pb';
import { permissionsOf } from './roles';
import texts from './texts/en.json';

test('each permission that some role holds is there once, in the order of the API', () => {
  const { CUSTOMERS_READ, CUSTOMERS_WRITE, STAFF_WRITE } = Permission;
  const roles = [
    create(RolePermissionsSchema, { role: StaffRole.OWNER, permissions: [CUSTOMERS_READ, STAFF_WRITE] }),
    create(RolePermissionsSchema, { role: StaffRole.SUPPORT, permissions: [CUSTOMERS_READ, CUSTOMERS_WRITE] }),
  ];
  expect(permissionsOf(roles)).toEqual([CUSTOMERS_READ, CUSTOMERS_WRITE, STAFF_WRITE]);
});

/** The API's own words: "// … Roles: owner, manager. Scope: write." above each permission. */
const held = [...readFileSync('../proto/kartoteka/v1/options.proto', 'utf8').matchAll(/\/\/ .*Roles: .*\n\s*PERMISSION_(\w+) =/g)].map(([, name]) => name);

test('there are words for every permission that some role holds', () => {
  expect(held.length).toBeGreaterThan(10);
  expect(Object.keys(texts.ability).sort()).toEqual(held.sort());
});
