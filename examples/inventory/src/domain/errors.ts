export abstract class DomainError extends Error {
  abstract readonly code: string;

  get httpStatus(): number {
    return 500;
  }

  toJSON(): { code: string; message: string } {
    return { code: this.code, message: this.message };
  }
}

export class NotFoundError extends DomainError {
  readonly code: string = 'not_found';

  constructor(kind: string, id: string) {
    super(`No ${kind} with id ${id}`);
  }

  override get httpStatus(): number {
    return 404;
  }
}

export class ValidationError extends DomainError {
  readonly code: string = 'invalid';

  constructor(readonly problems: string[]) {
    super(problems.join('; '));
  }

  override get httpStatus(): number {
    return 422;
  }
}

export class ConflictError extends DomainError {
  readonly code: string = 'conflict';

  override get httpStatus(): number {
    return 409;
  }
}

export class OutOfStockError extends ConflictError {
  override readonly code: string = 'out_of_stock';

  constructor(readonly sku: string, wanted: number, available: number) {
    super(`Wanted ${wanted} of ${sku}, only ${available} available`);
  }
}
