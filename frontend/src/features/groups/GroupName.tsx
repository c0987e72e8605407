import type { CSSProperties } from 'react';
import classes from './GroupName.module.css';

/** The group's colour before its name; the colour only repeats what the name says. */
export function GroupName({ name, color }: { name: string; color: string }) {
  // A custom property is not among the known CSS properties.
  const style = color === '' ? undefined : ({ '--dot': color } as CSSProperties);
  return (
    <span className={classes.group}>
      <span className={classes.dot} style={style} aria-hidden />
      <span className={classes.name}>{name}</span>
    </span>
  );
}
