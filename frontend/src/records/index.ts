export { HistoryButton } from './history/HistoryButton';
export { HistoryDialog } from './history/HistoryDialog';
export { HistorySection } from './history/HistorySection';
export { useValueText } from './history/useValueText';
export { nouns } from './nouns';
