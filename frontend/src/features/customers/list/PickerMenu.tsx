import { Button, Popover, ScrollArea, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChoicesProps } from '../lookups/choices';

const DEBOUNCE = 200;

interface PickerMenuProps {
  label: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  choices: ComponentType<ChoicesProps>;
}

/** Like a FilterMenu, for choices too many to hold: the server searches them. Nothing is asked for while it is closed. */
export function PickerMenu({ label, value, onChange, choices: Choices }: PickerMenuProps) {
  const { t } = useTranslation('common');
  const [needle, setNeedle] = useState('');
  const [settled] = useDebouncedValue(needle, DEBOUNCE);
  return (
    <Popover position="bottom-start" shadow="lg" radius="md" trapFocus width={280} onClose={() => setNeedle('')}>
      <Popover.Target>
        <Button variant={value.length > 0 ? 'light' : 'default'} rightSection={<IconChevronDown size={14} aria-hidden />} fw={500} px="sm">
          {value.length > 0 ? `${label} · ${value.length}` : label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={label}>
        <Stack gap="xs">
          <TextInput
            size="xs"
            aria-label={t('table.searchOptions')}
            placeholder={t('table.searchOptions')}
            value={needle}
            maxLength={200}
            onChange={(event) => setNeedle(event.currentTarget.value)}
          />
          <ScrollArea.Autosize mah={280} type="auto">
            <Choices needle={settled} value={value} onChange={onChange} />
          </ScrollArea.Autosize>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
