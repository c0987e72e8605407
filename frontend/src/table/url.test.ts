import { expect, test } from 'vitest';
import { CustomerStatus, CustomerStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { emptyState, param, parseSearch, readState, stringifySearch, writeState, type StateOf } from './url';

const params = {
  q: param.text(),
  status: param.enums(CustomerStatusSchema),
  country: param.texts(),
  attention: param.flag(),
  sort: param.sort(['name', 'createTime'], 'name'),
};

test('state survives the way through an address', () => {
  const state: StateOf<typeof params> = {
    q: 'łódź & co',
    status: [CustomerStatus.PENDING, CustomerStatus.BLOCKED_BY_ERP],
    country: ['PL', 'GR'],
    attention: false,
    sort: 'createTime desc',
  };
  const address = stringifySearch(writeState(params, state, {}));
  expect(address).toBe('?q=%C5%82%C3%B3d%C5%BA+%26+co&status=pending&status=blocked_by_erp&country=PL&country=GR&attention=no&sort=-createTime');
  expect(readState(params, parseSearch(address))).toEqual(state);
});

test('the empty state leaves a clean address', () => {
  expect(stringifySearch(writeState(params, emptyState(params), {}))).toBe('');
});

test('what is no id names nothing', () => {
  const id = '01890000-0000-7000-8000-0000000000d1';
  const of = { customer: param.id() };
  expect(readState(of, { customer: id })).toEqual({ customer: id });
  expect(readState(of, { customer: 'somebody' })).toEqual({ customer: '' });
  expect(writeState(of, { customer: id }, {})).toEqual({ customer: id });
  expect(writeState(of, { customer: '' }, {})).toEqual({});
});

test('nonsense in an address is ignored', () => {
  const state = readState(params, parseSearch('?status=evil&status=active&attention=maybe&sort=password&country=&q=a&q=b'));
  expect(state).toEqual({ q: 'a', status: [CustomerStatus.ACTIVE], country: [], attention: undefined, sort: 'name' });
});

test('an endless text is cut', () => {
  expect(readState(params, { q: 'x'.repeat(5000) }).q).toHaveLength(200);
});

test('parameters of others stay', () => {
  expect(writeState(params, emptyState(params), { drawer: '7', q: 'old' })).toEqual({ drawer: '7' });
});
