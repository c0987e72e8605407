import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBuildingStore, IconPencil, IconPlus } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { useFormat } from '@/i18n';
import { HistoryButton, TableSection } from '@/records';
import type { PlainColumn } from '@/table';
import { EmptyState, StatusBadge } from '@/ui';
import { useShopsQuery } from './queries';
import { AddShopDialog } from './AddShopDialog';
import { EditShopDialog } from './EditShopDialog';

const shopId = (shop: Shop) => shop.id;

export function ShopsSection() {
  const { t } = useTranslation('shops');
  const query = useShopsQuery();
  const shops = query.data?.shops ?? [];
  const canWrite = useCan(Permission.SETTINGS_WRITE);
  const [isAdding, adding] = useDisclosure(false);
  const [edited, setEdited] = useState<Shop>();
  const columns = useShopColumns(canWrite ? setEdited : undefined);
  const addButton = canWrite ? (
    <Button size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={adding.open}>
      {t('add')}
    </Button>
  ) : (
    <Text size="xs" c="dimmed">
      {t('readOnly')}
    </Text>
  );
  return (
    <>
      <TableSection
        id="shops"
        title={t('title')}
        description={t('explain')}
        columns={columns}
        rows={shops}
        rowId={shopId}
        query={query}
        actions={addButton}
        empty={<EmptyState compact icon={<IconBuildingStore size={24} stroke={1.5} />} title={t('empty')} description={t('emptyHint')} />}
      />
      <AddShopDialog opened={isAdding} onClose={adding.close} like={shops[0]} />
      <EditShopDialog shop={edited} onClose={() => setEdited(undefined)} />
    </>
  );
}

function useShopColumns(onEdit: ((shop: Shop) => void) | undefined): PlainColumn<Shop>[] {
  const { t } = useTranslation('shops');
  const format = useFormat();
  return useMemo(() => {
    const columns: PlainColumn<Shop>[] = [
      { id: 'name', header: t('field.name'), cell: (shop) => <ShopName shop={shop} />, card: 'title' },
      { id: 'country', header: t('field.country'), cell: (shop) => format.country(shop.country) },
      { id: 'language', header: t('field.language'), cell: (shop) => format.language(shop.language) },
      { id: 'currency', header: t('field.currency'), cell: (shop) => shop.currency || '–' },
      { id: 'timeZone', header: t('field.timeZone'), cell: (shop) => shop.timeZone || '–' },
      {
        id: 'approval',
        header: t('field.approvalRequired'),
        cell: (shop) => (shop.approvalRequired ? <StatusBadge tone="waiting">{t('approval.required')}</StatusBadge> : t('approval.none')),
      },
    ];
    if (onEdit) columns.push(editColumn(t, onEdit));
    return [...columns, historyColumn(t)];
  }, [t, format, onEdit]);
}

function historyColumn(t: TFunction): PlainColumn<Shop> {
  return {
    id: 'history',
    header: t('common:history.title'),
    isHeaderHidden: true,
    width: 48,
    align: 'end',
    cell: ({ id, name }) => <HistoryButton subject={HistorySubject.SHOP} id={id} name={name} />,
  };
}

function ShopName({ shop: { name, domain, code } }: { shop: Shop }) {
  return (
    <>
      <Text inherit fw={550}>
        {name}
      </Text>
      <Text size="xs" c="dimmed" fw={400}>
        {[domain, code].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}

function editColumn(t: TFunction, onEdit: (shop: Shop) => void): PlainColumn<Shop> {
  return {
    id: 'edit',
    header: t('common:action.edit'),
    isHeaderHidden: true,
    width: 110,
    align: 'end',
    cell: (shop) => (
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPencil size={14} aria-hidden />}
        aria-label={t('common:action.editSection', { section: shop.name })}
        onClick={() => onEdit(shop)}
      >
        {t('common:action.edit')}
      </Button>
    ),
  };
}
