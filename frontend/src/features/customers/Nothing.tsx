import { Text } from '@mantine/core';

interface NothingProps {
  title: string;
  hint?: string;
}

/** An empty section is one line: a page of nine sections has no room for pictures. */
export function Nothing({ title, hint }: NothingProps) {
  return (
    <Text size="sm" c="dimmed">
      <Text span inherit c="var(--mantine-color-text)">
        {title}
      </Text>
      {hint && ` · ${hint}`}
    </Text>
  );
}
