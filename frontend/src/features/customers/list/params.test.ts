import { describe, expect, it } from 'vitest';
import { CustomerKind, CustomerStatus } from '@/gen/kartoteka/v1/customer_pb';
import { parseSearch, readState, stringifySearch, writeState } from '@/table/url';
import { params, patchOf, toFilter, viewOf, views, type CustomersState } from './params';

const GROUP = '01890000-0000-7000-8000-00000000000a';

function stateOf(search: string): CustomersState {
  return readState(params, parseSearch(search));
}

describe('the state of the list', () => {
  it('survives the way through the address', () => {
    const state: CustomersState = {
      ...stateOf(''),
      q: 'łódź',
      status: [CustomerStatus.PENDING, CustomerStatus.BLOCKED_BY_ERP],
      kind: [CustomerKind.COMPANY],
      group: [GROUP],
      country: ['PL', 'GR'],
      attention: true,
      sort: 'createTime desc',
    };
    expect(stateOf(stringifySearch(writeState(params, state, {})))).toEqual(state);
  });

  it('leaves an address without filters empty', () => {
    expect(writeState(params, stateOf(''), {})).toEqual({});
  });
});

describe('toFilter', () => {
  it('does not send what no record can match', () => {
    const { conditions } = toFilter(stateOf(`?group=${GROUP}&group=drop-table&country=PL&country=pl&country=Polska&source=a%20b&source=main`));
    expect(conditions).toEqual([
      { field: 'groupIds', anyOf: [GROUP] },
      { field: 'countries', anyOf: ['PL'] },
      { field: 'sourceSystems', anyOf: ['main'] },
    ]);
  });

  it('writes codes as the server knows them', () => {
    expect(toFilter(stateOf('?status=blocked_by_erp&tax=intra_eu')).conditions).toEqual([
      { field: 'status', anyOf: ['blocked_by_erp'] },
      { field: 'taxStatus', anyOf: ['intra_eu'] },
    ]);
  });

  it('sends no opinion on default employees unless asked', () => {
    expect(toFilter(stateOf('')).conditions).toEqual([]);
    expect(toFilter(stateOf('?attention=no')).conditions).toEqual([{ field: 'needsDefaultEmployee', anyOf: ['false'] }]);
  });

  it('trims the search', () => {
    expect(toFilter(stateOf('?q=%20kowalski%20')).query).toBe('kowalski');
  });
});

describe('the built-in views', () => {
  it('are recognised in the address, whatever is searched for', () => {
    expect(viewOf(stateOf('?q=abc'))?.id).toBe('all');
    expect(viewOf(stateOf('?status=pending&sort=-number'))?.id).toBe('pending');
    expect(viewOf(stateOf('?attention=yes'))?.id).toBe('noDefaultEmployee');
  });

  it('are not claimed for filters that say more', () => {
    expect(viewOf(stateOf('?status=pending&country=PL'))).toBeUndefined();
    expect(viewOf(stateOf('?status=pending&status=rejected'))).toBeUndefined();
    expect(viewOf(stateOf('?status=pending&attention=yes'))).toBeUndefined();
  });

  it.each(views)('lead to themselves: $id', (view) => {
    const busy = stateOf('?q=abc&status=rejected&country=PL&kind=company&attention=no');
    expect(viewOf({ ...busy, ...patchOf(view) })).toBe(view);
  });
});
