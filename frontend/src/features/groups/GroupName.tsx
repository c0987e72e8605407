import { ColorSwatch } from '@mantine/core';
import classes from './groups.module.css';

/** The group's colour before its name; the colour only repeats what the name says. */
export function GroupName({ name, color }: { name: string; color: string }) {
  return (
    <span className={classes.name}>
      <ColorSwatch size={10} color={color === '' ? 'var(--kt-border-strong)' : color} withShadow={false} aria-hidden />
      <span className={classes.nameText}>{name}</span>
    </span>
  );
}
