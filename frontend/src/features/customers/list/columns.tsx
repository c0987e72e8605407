import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupsById } from '@/features/groups/public';
import type { Customer, ExternalId } from '@/gen/kartoteka/v1/customer_pb';
import { useFormat } from '@/i18n';
import type { Column } from '@/table';
import { AccountIcon } from '../AccountIcon';
import { CustomerBadges } from '../CustomerBadges';
import classes from '../customers.module.css';
import { GroupNames } from '../GroupNames';
import { personName } from '../status';

/** The standard columns (LIST-1). Groups are known by id only and may arrive after the rows. */
export function useCustomerColumns(groups: GroupsById): readonly Column<Customer>[] {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return useMemo<Column<Customer>[]>(
    () => [
      { id: 'name', header: t('field.name'), sortField: 'name', minWidth: 236, card: 'title', cell: (customer) => <NameCell customer={customer} /> },
      { id: 'number', header: t('field.number'), sortField: 'number', width: 92, align: 'end', cell: (customer) => customer.number },
      { id: 'status', header: t('field.status'), width: 216, cell: (customer) => <CustomerBadges customer={customer} quiet /> },
      { id: 'email', header: t('field.email'), sortField: 'email', width: 200, cell: (customer) => clipped(customer.email) },
      { id: 'phone', header: t('field.phone'), width: 140, cell: (customer) => clipped(customer.phone) },
      { id: 'taxId', header: t('field.taxId'), sortField: 'taxId', width: 136, card: 'hidden', cell: (customer) => <TaxIdCell customer={customer} /> },
      {
        id: 'groups',
        header: t('field.groups'),
        width: 128,
        cell: ({ groupIds }) => <GroupNames groups={groupIds.flatMap((id) => groups.get(id) ?? [])} />,
      },
      {
        id: 'createTime',
        header: t('field.createTime'),
        sortField: 'createTime',
        width: 124,
        yields: true,
        card: 'hidden',
        cell: (customer) => format.date(customer.createTime),
      },
      { id: 'priceLevel', header: t('field.priceLevel'), width: 108, yields: true, card: 'hidden', cell: (customer) => clipped(customer.priceLevel) },
      { id: 'erpCode', header: t('field.erpCode'), width: 172, yields: true, card: 'hidden', cell: ({ externalIds }) => <ErpCodeCell ids={externalIds} /> },
      { id: 'taxOffice', header: t('field.taxOffice'), width: 160, yields: true, card: 'hidden', cell: (customer) => clipped(customer.taxOffice) },
    ],
    [t, format, groups],
  );
}

function NameCell({ customer }: { customer: Customer }) {
  const person = personName(customer);
  return (
    <span className={classes.name} title={person === '' ? customer.name : `${customer.name} · ${person}`}>
      <AccountIcon state={customer.accountState} />
      <span className={classes.nameText}>{customer.name}</span>
      {person !== '' && <span className={classes.person}>{person}</span>}
    </span>
  );
}

function TaxIdCell({ customer: { taxId, taxCountry } }: { customer: Customer }) {
  const format = useFormat();
  if (taxId === '') return null;
  return (
    <span title={taxCountry === '' ? undefined : format.country(taxCountry)}>
      {taxId} {taxCountry !== '' && <span className={classes.dimmed}>{taxCountry}</span>}
    </span>
  );
}

/** The short code if the ERP has one, else its id; and which ERP that is. */
function ErpCodeCell({ ids }: { ids: readonly ExternalId[] }) {
  const first = ids[0];
  if (!first) return null;
  return (
    <span title={ids.map(({ sourceSystem, code, externalId }) => `${sourceSystem}: ${code || externalId}`).join(', ')}>
      {first.code || first.externalId} <span className={classes.dimmed}>{first.sourceSystem}</span>
    </span>
  );
}

/** A long text ends in an ellipsis; the pointer shows all of it. */
function clipped(text: string) {
  return text === '' ? null : <span title={text}>{text}</span>;
}
