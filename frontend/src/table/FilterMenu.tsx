import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterPopover } from './FilterPopover';
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
  const [needle, setNeedle] = useState('');
  const shown = options.filter((option) => option.label.toLocaleLowerCase().includes(needle.toLocaleLowerCase()));
  return (
    <FilterPopover label={label} count={value.length} width={260} onClose={() => setNeedle('')}>
      <Stack gap="xs">
        {searchable && <NeedleBox value={needle} onChange={setNeedle} />}
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
    </FilterPopover>
  );
}

/** Narrows the choices of a menu. */
export function NeedleBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('common');
  return (
    <TextInput
      size="xs"
      aria-label={t('table.searchOptions')}
      placeholder={t('table.searchOptions')}
      value={value}
      maxLength={200}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
