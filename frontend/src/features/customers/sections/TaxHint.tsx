import { Button } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import { TaxStatusSchema, type TaxStatus } from '@/gen/kartoteka/v1/customer_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { proposeTaxStatus, type TaxProposal } from '../taxProposal';
import classes from './sections.module.css';

interface TaxHintProps {
  taxStatus: TaxStatus;
  taxCountry: string;
  taxId: string;
  /** The customer's shops; the first decides what is domestic. */
  shopIds: readonly string[];
  /** Takes status and country over; without it the hint only speaks up when something is wrong. */
  onAccept?: (proposal: TaxProposal) => void;
}

/** Which tax status country and tax ID speak for, and why. It proposes; only a person switches (CUST-9). */
export function TaxHint({ taxStatus, taxCountry, taxId, shopIds, onAccept }: TaxHintProps) {
  const { t } = useTranslation('customers');
  const label = useEnumLabel();
  const format = useFormat();
  const shops = useShops();
  const shop = shops.find(({ id }) => shopIds.includes(id)) ?? shops[0];
  const home = shop?.country ?? '';
  const proposal = proposeTaxStatus({ taxCountry, taxId, home });
  if (!proposal) return null;
  const fits = proposal.status === taxStatus;
  if (fits && !onAccept) return null;
  const status = label(TaxStatusSchema, proposal.status);
  const country = format.country(proposal.country);
  return (
    <div className={classes.note} data-quiet={fits || undefined} role="status">
      <IconBulb size={16} aria-hidden />
      <span>
        {t(fits ? 'tax.fits' : 'tax.proposal', { status })}{' '}
        {t(`tax.because.${proposal.reason}`, { country, home: format.country(home) })}
        {!fits && onAccept && (
          <Button size="compact-xs" variant="light" onClick={() => onAccept(proposal)}>
            {taxCountry === '' ? t('tax.acceptBoth', { status, country }) : t('tax.accept', { status })}
          </Button>
        )}
      </span>
    </div>
  );
}
