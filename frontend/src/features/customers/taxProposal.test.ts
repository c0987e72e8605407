import { describe, expect, it } from 'vitest';
import { TaxStatus } from '@/gen/kartoteka/v1/customer_pb';
import { proposeTaxStatus } from './taxProposal';

describe('proposeTaxStatus', () => {
  it.each([
    ['a country like the shop’s', { taxCountry: 'PL', taxId: '5260250274', home: 'PL' }, TaxStatus.DOMESTIC, 'sameCountry'],
    ['the Union with a tax ID', { taxCountry: 'DE', taxId: '136695976', home: 'PL' }, TaxStatus.INTRA_EU, 'unionWithTaxId'],
    ['the Union without a tax ID', { taxCountry: 'DE', taxId: ' ', home: 'PL' }, TaxStatus.DOMESTIC, 'unionWithoutTaxId'],
    ['the world outside', { taxCountry: 'CH', taxId: 'CHE123', home: 'PL' }, TaxStatus.EXTRA_EU, 'outsideUnion'],
    ['a shop outside the Union', { taxCountry: 'PL', taxId: '1', home: 'CH' }, TaxStatus.EXTRA_EU, 'abroad'],
  ])('judges %s', (_, facts, status, reason) => {
    expect(proposeTaxStatus(facts)).toMatchObject({ status, reason });
  });

  it('reads the country from the prefix of the tax ID', () => {
    expect(proposeTaxStatus({ taxCountry: '', taxId: 'DE136695976', home: 'PL' })).toMatchObject({ country: 'DE', status: TaxStatus.INTRA_EU });
  });

  it('knows that Greek tax IDs begin with EL', () => {
    expect(proposeTaxStatus({ taxCountry: '', taxId: 'EL094259216', home: 'GR' })).toMatchObject({ country: 'GR', status: TaxStatus.DOMESTIC });
  });

  it('proposes nothing when it knows too little', () => {
    expect(proposeTaxStatus({ taxCountry: '', taxId: '5260250274', home: 'PL' })).toBeUndefined();
    expect(proposeTaxStatus({ taxCountry: 'PL', taxId: '', home: '' })).toBeUndefined();
  });
});
