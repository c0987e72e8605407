import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  description?: ReactNode;
  /** What to do about it: a button or two. */
  action?: ReactNode;
  compact?: boolean;
}

/** There is nothing here yet, and this is how to begin. */
export function EmptyState({ icon, title, description, action, compact = false }: EmptyStateProps) {
  return (
    <Stack align="center" gap={6} py={compact ? 28 : 64} px="md" ta="center">
      {icon && (
        <ThemeIcon variant="light" color="gray" size={52} radius="xl" mb={6} aria-hidden>
          {icon}
        </ThemeIcon>
      )}
      <Title order={3}>{title}</Title>
      {description && (
        <Text size="sm" c="dimmed" maw={420}>
          {description}
        </Text>
      )}
      {action && <div style={{ marginTop: 10 }}>{action}</div>}
    </Stack>
  );
}
