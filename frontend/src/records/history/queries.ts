import { HistoryService, type HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { usePages } from '../queries/usePages';

export function useHistory(subject: HistorySubject, id: string) {
  return usePages(HistoryService.method.listHistory, { subject, id, pageSize: 30 }, 'entries');
}
