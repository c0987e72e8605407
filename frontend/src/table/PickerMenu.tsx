import { Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ComponentType } from 'react';
import type { ChoicesProps } from './ChoiceList';
import { NeedleBox } from './FilterMenu';
import { FilterPopover } from './FilterPopover';
import classes from './table.module.css';

const DEBOUNCE = 200;

interface PickerMenuProps {
  label: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  choices: ComponentType<ChoicesProps>;
}

/** Like a FilterMenu, for choices too many to hold: the server searches them. */
export function PickerMenu({ label, value, onChange, choices: Choices }: PickerMenuProps) {
  const [needle, setNeedle] = useState('');
  const [settled] = useDebouncedValue(needle, DEBOUNCE);
  return (
    <FilterPopover label={label} count={value.length} onClose={() => setNeedle('')}>
      <Stack gap="xs">
        <NeedleBox value={needle} onChange={setNeedle} />
        <div className={classes.options}>
          <Choices label={label} needle={settled} value={value} onChange={onChange} />
        </div>
      </Stack>
    </FilterPopover>
  );
}
