import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ReasonText } from '@/i18n';
import type { Failure } from '@/rpc/errors';
import { RequestId } from './RequestId';

/** A failure above a form or in a dialog: what it was, which other fields it names, and the id to quote to support. */
export function FailureAlert({ failure }: { failure: Failure }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />} role="alert">
      <Text size="sm">
        <ReasonText {...failure} />
      </Text>
      {failure.fields.length > 0 && (
        <List size="sm" mt={4}>
          {failure.fields.map((field) => (
            <List.Item key={field.path}>
              {field.path}: <ReasonText {...field} />
            </List.Item>
          ))}
        </List>
      )}
      {quotesRequest(failure) && <RequestId id={failure.requestId} />}
    </Alert>
  );
}

/** Support can help with what we broke, not with a wrong password. */
function quotesRequest(failure: Failure): boolean {
  return failure.kind === 'internal' || failure.kind === 'unavailable';
}
