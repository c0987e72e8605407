import common from './common.json';
import enums from './enums.json';
import reasons from './reasons.json';

export default { common, enums, reasons };
