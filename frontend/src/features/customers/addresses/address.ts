import type { MessageInitShape } from '@bufbuild/protobuf';
import { AddressType, type Address, type AddressSchema } from '@/gen/kartoteka/v1/address_pb';

/** The fields of an address that a form holds. */
export interface AddressValues {
  type: AddressType;
  isDefault: boolean;
  label: string;
  recipient: string;
  company: string;
  street: string;
  postalCode: string;
  city: string;
  region: string;
  country: string;
  phone: string;
  pickupPoint: string;
}

export const emptyAddress: AddressValues = {
  type: AddressType.SHIPPING,
  isDefault: false,
  label: '',
  recipient: '',
  company: '',
  street: '',
  postalCode: '',
  city: '',
  region: '',
  country: '',
  phone: '',
  pickupPoint: '',
};

export function addressValues(address: Address): AddressValues {
  const { type, isDefault, label, recipient, company, street, postalCode, city, region, country, phone, pickupPoint } = address;
  return { type, isDefault, label, recipient, company, street, postalCode, city, region, country, phone, pickupPoint };
}

/** Exactly the fields that may be sent, whatever else the values carry. */
export function addressMessage(values: AddressValues): MessageInitShape<typeof AddressSchema> {
  return Object.fromEntries(Object.keys(emptyAddress).map((key) => [key, values[key as keyof AddressValues]]));
}

/** The lines of a label on a parcel, without the country. */
export function addressLines(address: AddressValues | Address): string[] {
  const town = [address.postalCode, address.city].filter(Boolean).join(' ');
  return [address.recipient, address.company, address.street, town, address.region].filter(Boolean);
}
