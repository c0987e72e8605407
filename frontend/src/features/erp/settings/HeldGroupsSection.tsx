import { IconTags } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldGroup, SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { TableSection } from '@/records';
import type { PlainColumn } from '@/table';
import { EmptyState, LinkButton } from '@/ui';

const groupName = (group: HeldGroup) => group.name;

/** Groups that the ERP named and nobody knows; as soon as there is one of that name or code, its customers join it. */
export function HeldGroupsSection({ source: { heldGroups } }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const columns = useMemo<PlainColumn<HeldGroup>[]>(
    () => [
      { id: 'name', header: t('held.name'), cell: ({ name }) => name, card: 'title' },
      { id: 'customers', header: t('held.customers'), cell: ({ customerCount }) => t('customersKnown', { count: customerCount }), width: 200 },
    ],
    [t],
  );
  return (
    <TableSection
      id="held"
      title={t('section.held')}
      description={t('held.explain')}
      columns={columns}
      rows={heldGroups}
      rowId={groupName}
      empty={<EmptyState compact icon={<IconTags size={24} stroke={1.5} />} title={t('held.empty')} />}
      actions={
        <LinkButton to="/groups" variant="subtle" size="xs">
          {t('held.toGroups')}
        </LinkButton>
      }
    />
  );
}
