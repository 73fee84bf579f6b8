export type CustomerTier = 'standard' | 'silver' | 'gold';

export interface Address {
  street: string;
  city: string;
  postcode: string;
  country: string;
}

export interface Customer {
  readonly id: string;
  name: string;
  email: string;
  tier: CustomerTier;
  address?: Address;
  vatNumber?: string;
}

export function tierForSpend(yearlyCents: number): CustomerTier {
  if (yearlyCents >= 1_000_000) return 'gold';
  if (yearlyCents >= 250_000) return 'silver';
  return 'standard';
}

export function formatAddress(address: Address): string {
  return address.street + ', ' + address.postcode + ' ' + address.city + ', ' + address.country;
}

export function isBusiness(customer: Customer): boolean {
  return customer.vatNumber ? true : false;
}
