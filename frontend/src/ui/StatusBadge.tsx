import { Badge, type BadgeProps } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a status means to the person who scans for it; the colour is never the only sign. */
export type Tone = 'positive' | 'waiting' | 'negative' | 'info' | 'neutral';

const colors: Record<Tone, string> = {
  positive: 'green',
  waiting: 'yellow',
  negative: 'red',
  info: 'blue',
  neutral: 'gray',
};

interface StatusBadgeProps extends Omit<BadgeProps, 'color' | 'variant'> {
  tone: Tone;
  icon?: ReactNode;
  children: ReactNode;
}

export function StatusBadge({ tone, icon, children, ...props }: StatusBadgeProps) {
  return (
    <Badge color={colors[tone]} leftSection={icon} tt="none" fw={550} size="md" {...props}>
      {children}
    </Badge>
  );
}
