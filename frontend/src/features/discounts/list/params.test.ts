import { expect, test } from 'vitest';
import { DiscountOrigin } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountState } from '@/gen/kartoteka/v1/discount_service_pb';
import { parseSearch, readState } from '@/table/url';
import { params, toFilter, whoPatch } from './params';

const group = '01890000-0000-7000-8000-0000000000a1';

test('the address says what is asked of the server', () => {
  const state = readState(params, parseSearch(`?q= zima &state=active&state=upcoming&origin=erp&group=${group}&sku=SAW-5`));
  expect(toFilter(state)).toEqual({
    query: 'zima',
    states: [DiscountState.UPCOMING, DiscountState.ACTIVE],
    origin: DiscountOrigin.ERP,
    customerId: '',
    groupId: group,
    everyone: false,
    sku: 'SAW-5',
  });
});

test('both origins are no filter, and what is no id names nobody: there is no chip for it either', () => {
  const state = readState(params, parseSearch('?origin=erp&origin=shop&customer=nobody'));
  const filter = toFilter(state);
  expect(state.customer).toBe('');
  expect(filter).not.toHaveProperty('origin');
  expect(filter).toMatchObject({ customerId: '', groupId: '' });
});

test('whom it is for is one choice', () => {
  expect(whoPatch({ everyone: true })).toEqual({ customer: '', group: '', everyone: true });
  expect(whoPatch({ group })).toEqual({ customer: '', group, everyone: undefined });
});
