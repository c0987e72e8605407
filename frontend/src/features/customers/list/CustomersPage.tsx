import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { useGroupsById } from '@/features/groups/public';
import { CustomerStatus, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { DataTable, SearchBox, Toolbar, useListState, type RowLink } from '@/table';
import { EmptyState, LinkButton, Page } from '@/ui';
import { whenIdle } from '@/ui/idle';
import { loadCustomerPage } from '../loaders';
import { useCustomerCount, useCustomers } from '../queries';
import { useCustomerColumns } from './columns';
import { CustomerTotal } from './CustomerTotal';
import { FilterBar } from './FilterBar';
import { filterKeys, params, patchOf, toFilter, viewOf } from './params';
import { useChips } from './useChips';
import { Views } from './Views';

/** All customers (LIST). What is shown is in the address alone, so it can be reloaded, pasted and come Back to. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const { state, update, clear, isSet } = useListState(params);
  const filter = useMemo(() => toFilter(state), [state]);
  const { pages, rows, query } = useCustomers(filter, state.sort);
  const total = useCustomerCount(filter).data;
  const groupIds = useMemo(() => pages.map((page) => page.flatMap((customer) => customer.groupIds)), [pages]);
  const columns = useCustomerColumns(useGroupsById(groupIds));
  const chips = useChips(state, update);
  const isFiltered = isSet('q', ...filterKeys);
  // Whoever reads the list opens a customer next.
  useEffect(() => whenIdle(() => void loadCustomerPage()), []);
  return (
    <Page fill title={t('title')} actions={<AddButton />}>
      <Views current={viewOf(state)} onChange={(view) => update(patchOf(view))} />
      <Toolbar
        search={<SearchBox value={state.q} onChange={(q) => update({ q })} label={t('list.search')} isSearching={query.isPlaceholderData} />}
        filters={<FilterBar state={state} update={update} />}
        summary={<CustomerTotal total={total} />}
        chips={chips}
        onClear={() => clear('q', 'sort')}
      />
      <DataTable
        id="customers"
        label={t('title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        query={query}
        rowLink={linkTo}
        rowTone={toneOf}
        orderBy={state.sort}
        onOrderByChange={(sort) => update({ sort })}
        {...(total ? { total: total.count } : {})}
        isFiltered={isFiltered}
        onClearFilters={() => clear('sort')}
        empty={<NoCustomers />}
      />
    </Page>
  );
}

function idOf(customer: Customer): string {
  return customer.id;
}

function linkTo(customer: Customer): RowLink {
  return { to: '/customers/$customerId', params: { customerId: customer.id } };
}

/** The colour repeats what the status badge says in words (CUST-8). */
function toneOf(customer: Customer): 'danger' | 'muted' | undefined {
  if (customer.needsDefaultEmployee) return 'danger';
  return customer.status === CustomerStatus.ANONYMIZED ? 'muted' : undefined;
}

function AddButton() {
  const { t } = useTranslation('customers');
  if (!useCan(Permission.CUSTOMERS_WRITE)) return null;
  return (
    <LinkButton to="/customers/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('list.add')}
    </LinkButton>
  );
}

function NoCustomers() {
  const { t } = useTranslation('customers');
  return (
    <EmptyState icon={<IconUsers size={26} stroke={1.5} />} title={t('list.empty')} description={t('list.emptyHint')} action={<AddButton />} />
  );
}
