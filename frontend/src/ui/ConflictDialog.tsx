import { Button, Group, Modal, Radio, Stack, Table, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from './conflict';

export interface ConflictRow {
  field: string;
  label: string;
  base: ReactNode;
  mine: ReactNode;
  theirs: ReactNode;
}

interface ConflictDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Only the fields that both changed. */
  rows: readonly ConflictRow[];
  /** Saves again over the newer version, with these choices. */
  onResolve: (choices: Record<string, Choice>) => void;
}

/** Somebody saved the record while it was being edited: asks, field by field, whose value stays. */
export function ConflictDialog({ opened, onClose, rows, onResolve }: ConflictDialogProps) {
  const { t } = useTranslation('common');
  return (
    <Modal opened={opened} onClose={onClose} title={t('conflict.title')} size="xl">
      {opened && <ConflictBody rows={rows} onClose={onClose} onResolve={onResolve} />}
    </Modal>
  );
}

function ConflictBody({ rows, onClose, onResolve }: Omit<ConflictDialogProps, 'opened'>) {
  const { t } = useTranslation('common');
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const isComplete = rows.every((row) => choices[row.field]);
  return (
    <Stack gap="md">
      <Text size="sm">{t('conflict.explain')}</Text>
      <Table.ScrollContainer minWidth={520}>
        <Table withTableBorder verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('conflict.field')}</Table.Th>
              <Table.Th>{t('conflict.base')}</Table.Th>
              <Table.Th>{t('conflict.mine')}</Table.Th>
              <Table.Th>{t('conflict.theirs')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <ConflictLine
                key={row.field}
                row={row}
                choice={choices[row.field]}
                onChoose={(choice) => setChoices({ ...choices, [row.field]: choice })}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.backToForm')}
        </Button>
        <Button disabled={!isComplete} onClick={() => onResolve(choices)}>
          {t('conflict.save')}
        </Button>
      </Group>
    </Stack>
  );
}

interface ConflictLineProps {
  row: ConflictRow;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

function ConflictLine({ row, choice, onChoose }: ConflictLineProps) {
  const { t } = useTranslation('common');
  return (
    <Table.Tr>
      <Table.Th scope="row">{row.label}</Table.Th>
      <Table.Td c="dimmed">{row.base}</Table.Td>
      {(['mine', 'theirs'] as const).map((side) => (
        <Table.Td key={side}>
          <Radio
            name={`conflict-${row.field}`}
            checked={choice === side}
            onChange={() => onChoose(side)}
            label={row[side]}
            aria-label={`${row.label}: ${t(`conflict.${side}`)}`}
          />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
