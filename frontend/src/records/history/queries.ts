import { useInfiniteQuery } from '@connectrpc/connect-query';
import { HistoryService, type HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';

export function useHistory(subject: HistorySubject, id: string) {
  return useInfiniteQuery(
    HistoryService.method.listHistory,
    { subject, id, pageSize: 30, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined },
  );
}
