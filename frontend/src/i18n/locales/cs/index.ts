import common from './common.json';
import customers from './customers.json';
import enums from './enums.json';
import reasons from './reasons.json';

export default { common, customers, enums, reasons };
