import { TaxStatus } from '@/gen/kartoteka/v1/customer_pb';

/** Members of the European Union. */
const union = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));

export type TaxReason = 'sameCountry' | 'unionWithTaxId' | 'unionWithoutTaxId' | 'outsideUnion' | 'abroad';

export interface TaxProposal {
  status: TaxStatus;
  /** Why; the key of a sentence below "tax.because". */
  reason: TaxReason;
  /** The country that decided. */
  country: string;
}

interface TaxFacts {
  taxCountry: string;
  taxId: string;
  /** The country of the shop, which decides what is domestic. */
  home: string;
}

/** The tax status that country and tax ID speak for, and why (CUST-9); nothing when they say too little. */
export function proposeTaxStatus({ taxCountry, taxId, home }: TaxFacts): TaxProposal | undefined {
  const country = (taxCountry || countryOfPrefix(taxId)).toUpperCase();
  if (country.length !== 2 || home === '') return undefined;
  if (country === home) return { status: TaxStatus.DOMESTIC, reason: 'sameCountry', country };
  if (!union.has(home)) return { status: TaxStatus.EXTRA_EU, reason: 'abroad', country };
  if (!union.has(country)) return { status: TaxStatus.EXTRA_EU, reason: 'outsideUnion', country };
  return taxId.trim() === ''
    ? { status: TaxStatus.DOMESTIC, reason: 'unionWithoutTaxId', country }
    : { status: TaxStatus.INTRA_EU, reason: 'unionWithTaxId', country };
}

/** VAT numbers begin with the country, Greek ones with EL. */
function countryOfPrefix(taxId: string): string {
  const prefix = /^\s*([A-Za-z]{2})\s*[\dA-Za-z]/.exec(taxId)?.[1]?.toUpperCase() ?? '';
  if (prefix === 'EL') return 'GR';
  return union.has(prefix) ? prefix : '';
}
