import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { callUnaryMethod, useTransport } from '@connectrpc/connect-query';

/**
 * Reads a record past every cache, as the server has it at this moment, to compare it with what a form holds:
 * `useLatest(getGroup, { id }, ({ group }) => group)`. Where a list is the only way to it, page after page is searched.
 */
export function useLatest<I extends DescMessage, O extends DescMessage, Row>(
  method: DescMethodUnary<I, O>,
  input: MessageInitShape<I>,
  find: (answer: MessageShape<O>) => Row | undefined,
): () => Promise<Row> {
  const transport = useTransport();
  return async () => {
    let page: MessageInitShape<I> | undefined = input;
    while (page) {
      const answer: MessageShape<O> = await callUnaryMethod(transport, method, page);
      const found = find(answer);
      if (found) return found;
      const pageToken: unknown = 'nextPageToken' in answer && answer.nextPageToken;
      page = pageToken ? { ...input, pageToken } : undefined;
    }
    throw new Error(`${method.name} does not hold the record`);
  };
}
