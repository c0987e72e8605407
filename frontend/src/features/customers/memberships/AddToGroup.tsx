import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GroupChoices } from '@/features/groups/public';
import { notify } from '@/ui';
import { useAddMembers } from './queries';

const DEBOUNCE = 200;

/** Puts the customer into one group or several; those already chosen by staff are left alone by the server. */
export function AddToGroup({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const [opened, { open, close }] = useDisclosure(false);
  const [needle, setNeedle] = useState('');
  const [settled] = useDebouncedValue(needle, DEBOUNCE);
  const [chosen, setChosen] = useState<string[]>([]);
  const add = useAddMembers();

  function dismiss() {
    setChosen([]);
    setNeedle('');
    close();
  }

  async function confirm() {
    try {
      for (const groupId of chosen) await add.mutateAsync({ groupId, customerIds: [customerId] });
      notify.success(t('membership.added', { count: chosen.length }));
      dismiss();
    } catch (cause) {
      notify.failure(cause);
    }
  }

  return (
    <Popover opened={opened} onChange={(next) => !next && dismiss()} position="bottom-end" shadow="lg" radius="md" trapFocus width={300}>
      <Popover.Target>
        <Button size="xs" variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => (opened ? dismiss() : open())}>
          {t('membership.add')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t('membership.add')}>
        <Stack gap="xs">
          <TextInput
            size="xs"
            aria-label={t('membership.search')}
            placeholder={t('membership.search')}
            value={needle}
            maxLength={200}
            onChange={(event) => setNeedle(event.currentTarget.value)}
          />
          <div style={{ maxHeight: 260, overflowY: 'auto' }}>
            <GroupChoices label={t('field.groups')} needle={settled} value={chosen} onChange={setChosen} />
          </div>
          <Button size="xs" disabled={chosen.length === 0} loading={add.isPending} onClick={() => void confirm()}>
            {t('membership.addTo', { count: chosen.length })}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
