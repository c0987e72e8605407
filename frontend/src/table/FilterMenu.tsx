import { Button, Checkbox, Popover, Stack, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './table.module.css';

export interface FilterOption {
  value: string;
  label: string;
}

interface FilterMenuProps {
  label: string;
  options: readonly FilterOption[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** A box to narrow long lists. */
  searchable?: boolean;
}

/** "Status ▾": choices that are OR-ed among themselves. */
export function FilterMenu({ label, options, value, onChange, searchable = false }: FilterMenuProps) {
  const { t } = useTranslation('common');
  const [needle, setNeedle] = useState('');
  const shown = options.filter((option) => option.label.toLocaleLowerCase().includes(needle.toLocaleLowerCase()));
  return (
    <Popover position="bottom-start" shadow="lg" radius="md" trapFocus width={260} onClose={() => setNeedle('')}>
      <Popover.Target>
        <Button
          variant={value.length > 0 ? 'light' : 'default'}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          fw={500}
          px="sm"
        >
          {value.length > 0 ? `${label} · ${String(value.length)}` : label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={label}>
        <Stack gap="xs">
          {searchable && (
            <TextInput
              size="xs"
              aria-label={t('table.searchOptions')}
              placeholder={t('table.searchOptions')}
              value={needle}
              onChange={(event) => setNeedle(event.currentTarget.value)}
            />
          )}
          <div className={classes.options}>
            <Checkbox.Group value={[...value]} onChange={onChange} aria-label={label}>
              <Stack gap={8} p={4}>
                {shown.map((option) => (
                  <Checkbox key={option.value} size="sm" value={option.value} label={option.label} />
                ))}
              </Stack>
            </Checkbox.Group>
          </div>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
