import { Text } from '@mantine/core';
import { CopyButton } from '@/ui';
import classes from './guide.module.css';

/** A line for a terminal, with what it does above it and a button to copy it. */
export function GuideLine({ title, line }: { title: string; line: string }) {
  return (
    <div className={classes.step}>
      <Text size="sm">{title}</Text>
      <div className={classes.line}>
        <pre>{line}</pre>
        <div className={classes.copy}>
          <CopyButton value={line} label={title} />
        </div>
      </div>
    </div>
  );
}
