import { Button, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface FilterPopoverProps {
  label: string;
  /** How many values narrow the list; the button says so. */
  count: number;
  /** In place of the chevron. */
  icon?: ReactNode;
  width?: number;
  onClose?: () => void;
  children: ReactNode;
}

/** "Status · 2 ▾": a button, and what there is to choose below it. Nothing is asked for while it is closed. */
export function FilterPopover({ label, count, icon, width = 280, onClose, children }: FilterPopoverProps) {
  const text = count > 0 ? `${label} · ${count}` : label;
  return (
    <Popover position="bottom-start" shadow="lg" radius="md" trapFocus width={width} onClose={() => onClose?.()}>
      <Popover.Target>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          leftSection={icon}
          rightSection={icon ? undefined : <IconChevronDown size={14} aria-hidden />}
          fw={500}
          px="sm"
        >
          {text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
