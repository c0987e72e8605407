import { Breadcrumbs, Group, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { TextLink } from './links';
import classes from './Page.module.css';
import { placeLeft, useRememberedPlace } from './places';

export type Crumb = { label: string } & (
  | { to: '/customers' | '/groups' | '/discounts' | '/erp' | '/access' | '/settings'; search?: Record<string, string> }
  | { to: '/erp/$sourceId'; params: { sourceId: string } }
);

interface PageProps {
  /** The heading, and the title of the browser's tab. */
  title: string;
  /** Pages above this one, outermost first. A list is returned to as it was left. */
  breadcrumb?: readonly Crumb[];
  /** Beside the heading: a status badge. */
  badge?: ReactNode;
  /** Under the heading, one line. */
  subtitle?: ReactNode;
  /** Buttons at the right end of the header. */
  actions?: ReactNode;
  /** The body takes the height of the window and scrolls inside: for lists. */
  fill?: boolean;
  /** Limits the width of the body: for pages of text and forms. */
  narrow?: boolean;
  children: ReactNode;
}

export function Page({ title, breadcrumb = [], badge, subtitle, actions, fill = false, narrow = false, children }: PageProps) {
  useDocumentTitle(title);
  useRememberedPlace();
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      <header className={classes.header} data-narrow={narrow || undefined}>
        <div className={classes.headline}>
          {breadcrumb.length > 0 && (
            <Breadcrumbs separatorMargin={6} mb={2} data-print="hide">
              {breadcrumb.map(({ label, ...link }) => (
                <TextLink key={link.to} search={placeLeft(link.to)} {...link} size="xs" c="dimmed">
                  {label}
                </TextLink>
              ))}
            </Breadcrumbs>
          )}
          <div className={classes.title}>
            <Title order={1}>{title}</Title>
            {badge}
          </div>
          {subtitle && (
            <Text size="sm" c="dimmed" component="div">
              {subtitle}
            </Text>
          )}
        </div>
        {actions && (
          <Group gap="xs" data-print="hide">
            {actions}
          </Group>
        )}
      </header>
      <div className={classes.body} data-narrow={narrow || undefined}>
        {children}
      </div>
    </div>
  );
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Kartoteka`;
  }, [title]);
}
