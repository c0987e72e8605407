import { Button, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface PickMenuProps {
  label: string;
  isSet: boolean;
  children: ReactNode;
}

/** Like a FilterMenu, around searches instead of a list. Nothing is asked for while it is closed. */
export function PickMenu({ label, isSet, children }: PickMenuProps) {
  return (
    <Popover position="bottom-start" shadow="lg" radius="md" trapFocus width={320}>
      <Popover.Target>
        <Button variant={isSet ? 'light' : 'default'} rightSection={<IconChevronDown size={14} aria-hidden />} fw={500} px="sm">
          {isSet ? `${label} · 1` : label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
