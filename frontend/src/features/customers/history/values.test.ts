import { describe, expect, it } from 'vitest';
import { BlockScope, BlockSource, TaxStatus, TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { readValue } from './values';

describe('readValue', () => {
  it('says nothing about an empty value', () => {
    expect(readValue('name', '')).toBeUndefined();
  });

  it('finds the enum value by the name that the history keeps', () => {
    expect(readValue('taxStatus', 'intra_eu')).toEqual({ kind: 'enum', desc: TaxStatusSchema, value: TaxStatus.INTRA_EU });
  });

  it('shows as it is what it does not understand', () => {
    expect(readValue('taxStatus', 'martian')).toEqual({ kind: 'text', text: 'martian' });
    expect(readValue('creditLimit', 'a lot')).toEqual({ kind: 'text', text: 'a lot' });
    expect(readValue('somethingNew', 'x')).toEqual({ kind: 'text', text: 'x' });
  });

  it('reads amounts without floating point', () => {
    expect(readValue('creditLimit', '25000.00 PLN')).toEqual({ kind: 'money', amount: '25000.00', currency: 'PLN' });
  });

  it('reads what a discount was', () => {
    expect(readValue('percent', '12.50')).toEqual({ kind: 'percent', code: '12.50' });
    expect(readValue('fixedPrice', '89.90 PLN')).toEqual({ kind: 'money', amount: '89.90', currency: 'PLN' });
    expect(readValue('reduction', '10.00 PLN')).toEqual({ kind: 'money', amount: '10.00', currency: 'PLN' });
    expect(readValue('validTo', '2026-12-31')).toEqual({ kind: 'day', day: '2026-12-31' });
    expect(readValue('endTime', '2026-11-21T12:00:00Z')).toEqual({ kind: 'time', time: new Date(Date.UTC(2026, 10, 21, 12)) });
    expect(readValue('endTime', 'soon')).toEqual({ kind: 'text', text: 'soon' });
    expect(readValue('everyone', 'true')).toEqual({ kind: 'flag', value: true });
  });

  it('reads several blocks, with reasons that hold commas', () => {
    const value = readValue('blocks', '"staff login owes us, \\"twice\\"", staff ordering, erp MAIN login DEACTIVATED');
    expect(value).toEqual({
      kind: 'blocks',
      blocks: [
        { source: BlockSource.STAFF, sourceSystem: '', scope: BlockScope.LOGIN, reason: 'owes us, "twice"' },
        { source: BlockSource.STAFF, sourceSystem: '', scope: BlockScope.ORDERING, reason: '' },
        { source: BlockSource.ERP, sourceSystem: 'MAIN', scope: BlockScope.LOGIN, reason: 'DEACTIVATED' },
      ],
    });
  });

  it('does not take a word of the reason for the scope', () => {
    expect(readValue('blocks', 'staff login ordering too much')).toMatchObject({
      blocks: [{ scope: BlockScope.LOGIN, reason: 'ordering too much' }],
    });
  });

  it('reads lists whose items hold commas', () => {
    expect(readValue('paymentMethods', 'cash, "card, online"')).toEqual({ kind: 'list', items: ['cash', 'card, online'] });
  });

  it('reads flags and lists of ids', () => {
    expect(readValue('isDefault', 'true')).toEqual({ kind: 'flag', value: true });
    expect(readValue('isDefault', 'anna@acme.example')).toEqual({ kind: 'text', text: 'anna@acme.example' });
    expect(readValue('shopIds', 'a, b')).toEqual({ kind: 'shops', ids: ['a', 'b'] });
  });
});
