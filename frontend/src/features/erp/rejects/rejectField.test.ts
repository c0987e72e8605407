import { expect, test } from 'vitest';
import { fieldSteps } from './rejectField';

test('a plain field is one step', () => {
  expect(fieldSteps('taxId')).toEqual([{ name: 'taxId' }]);
});

test('places in lists are counted from one', () => {
  expect(fieldSteps('addresses[0].country')).toEqual([{ name: 'addresses', position: 1 }, { name: 'country' }]);
  expect(fieldSteps('groups[11]')).toEqual([{ name: 'groups', position: 12 }]);
});

test('a path below a message keeps its steps', () => {
  expect(fieldSteps('creditLimit.amount')).toEqual([{ name: 'creditLimit' }, { name: 'amount' }]);
});

test('no path is the whole record, and an odd one is shown as it is', () => {
  expect(fieldSteps('')).toEqual([]);
  expect(fieldSteps('odd[x]')).toEqual([{ name: 'odd[x]' }]);
});
