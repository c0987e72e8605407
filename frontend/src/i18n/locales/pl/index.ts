import access from './access.json';
import common from './common.json';
import customers from './customers.json';
import enums from './enums.json';
import erp from './erp.json';
import groups from './groups.json';
import reasons from './reasons.json';
import settings from './settings.json';

export default { access, common, customers, enums, erp, groups, reasons, settings };
