import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './ErrorState';
import { focusFirst, labelAbove } from './focus';
import classes from './Section.module.css';

/** The part of a query that a section needs; any useQuery result fits. */
export interface LoadState {
  isPending: boolean;
  /** What an earlier answer left; a failure then stands above it instead of in its place. */
  data?: unknown;
  error: unknown;
  refetch: () => unknown;
}

export interface SectionProps {
  /** Anchor for links to this section. */
  id?: string;
  title: string;
  description?: ReactNode;
  /** Buttons at the right end of the header. */
  actions?: ReactNode;
  /** The section's own query: while it loads there is a skeleton, when it fails there is a retry, the rest of the page stands. */
  query?: LoadState;
  /** Lines of the skeleton. */
  lines?: number;
  /** The body touches the edges: for tables. */
  flush?: boolean;
  tone?: 'default' | 'danger';
  children: ReactNode;
}

export function Section({ id, title, description, actions, query, lines = 3, flush = false, tone = 'default', children }: SectionProps) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} className={classes.section} data-tone={tone}>
      <div className={classes.header}>
        <div className={classes.headline}>
          <Title order={2} id={heading}>
            {title}
          </Title>
          {description && (
            <Text size="sm" c="dimmed">
              {description}
            </Text>
          )}
        </div>
        {actions && (
          <Group gap="xs" data-print="hide">
            {actions}
          </Group>
        )}
      </div>
      <div className={classes.body} data-flush={flush || undefined}>
        <Loaded query={query} lines={lines}>
          {children}
        </Loaded>
      </div>
    </section>
  );
}

function Loaded({ query, lines, children }: { query: LoadState | undefined; lines: number; children: ReactNode }) {
  const { t } = useTranslation('common');
  if (query?.isPending) {
    return (
      <Stack gap="sm" p={2} role="status" aria-label={t('state.loading')}>
        {Array.from({ length: lines }, (_, line) => (
          <Skeleton key={line} height={14} width={`${92 - ((line * 23) % 50)}%`} radius="sm" />
        ))}
      </Stack>
    );
  }
  return (
    <>
      {query?.error !== null && query?.error !== undefined && <ErrorState error={query.error} onRetry={query.refetch} compact />}
      {!hasNothing(query) && children}
    </>
  );
}

/** Whether the section has failed before there was anything to show; a form must survive a failed refresh. */
function hasNothing(query: LoadState | undefined): boolean {
  return Boolean(query?.error) && query?.data === undefined;
}

interface EditableSectionProps extends Omit<SectionProps, 'children' | 'actions'> {
  /** Further buttons, shown while reading. */
  actions?: ReactNode;
  canEdit: boolean;
  /** Why it cannot be edited, shown in place of the button. */
  locked?: ReactNode;
  view: ReactNode;
  /** The form; close returns to reading. */
  edit: (close: () => void) => ReactNode;
}

/** Reads until "Edit" is pressed, and then is a form with its own Save and Cancel, for as long as it may be edited. */
export function EditableSection({ canEdit, locked, view, edit, actions, ...props }: EditableSectionProps) {
  const { t } = useTranslation('common');
  const [isEditing, setEditing] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  if (isEditing && !canEdit) setEditing(false);

  // Focus follows the mode, else it falls to the top of the page with the button that vanished.
  useEffect(() => {
    if (isEditing) body.current?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, [data-path]')?.focus();
    else if (wasEditing.current) focusFirst(button.current, labelAbove(body.current));
    wasEditing.current = isEditing;
  }, [isEditing]);

  const editButton = canEdit ? (
    <Button
      ref={button}
      variant="subtle"
      size="xs"
      leftSection={<IconPencil size={15} aria-hidden />}
      aria-label={t('action.editSection', { section: props.title })}
      onClick={() => setEditing(true)}
    >
      {t('action.edit')}
    </Button>
  ) : (
    <Locked reason={locked} />
  );
  return (
    <Section {...props} actions={isEditing || props.query?.isPending || hasNothing(props.query) ? undefined : <>{actions}{editButton}</>}>
      <div ref={body}>{isEditing ? edit(() => setEditing(false)) : view}</div>
    </Section>
  );
}

function Locked({ reason }: { reason: ReactNode }) {
  if (typeof reason !== 'string') return reason;
  return (
    <Text size="xs" c="dimmed">
      {reason}
    </Text>
  );
}
