// A reference evaluator of the portable bundle (docs/bundle.md), in plain JavaScript without dependencies.
//
//     gip rules export --to json --vectors -o bundle.json
//     node examples/javascript/evaluate.mjs bundle.json
//
// It prints how many verdicts on the bundle's test vectors agree with the engine's, and exits with 1 if one does not.

import { readFileSync } from "node:fs";

// Exact decimals: an integer and a number of decimal places.
const number = (text) => {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  return { units: BigInt(sign + whole + fraction), places: fraction.length };
};
const align = (a, b) => {
  const places = Math.max(a.places, b.places);
  const scaled = (x) => x.units * 10n ** BigInt(places - x.places);
  return [scaled(a), scaled(b), places];
};
const add = (a, b) => {
  const [x, y, places] = align(a, b);
  return { units: x + y, places };
};
const multiply = (a, b) => ({ units: a.units * b.units, places: a.places + b.places });
const negate = (a) => ({ units: -a.units, places: a.places });
const order = (a, b) => {
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
};
const trimmed = (a) => {
  let { units, places } = a;
  while (places > 0 && units % 10n === 0n) {
    units /= 10n;
    places -= 1;
  }
  return { units, places };
};
const ZERO = number("0");
const isNumber = (value) => typeof value === "object" && value !== null && "units" in value;
const least = (a, b) => (order(b, a) < 0 ? b : a);
const greatest = (a, b) => (order(b, a) > 0 ? b : a);

// UNKNOWN stands for "cannot be decided"; it is never true and never false.
const UNKNOWN = Symbol("unknown");

const TOO_LARGE = number("1" + "0".repeat(24));

export class Evaluator {
  constructor(set, subject) {
    this.parts = new Map(set.form.cells.map((cell) => [cell.id, cell.parts]));
    this.subject = subject;
  }

  // What a cell counts as: a blank item 0, a blank total 0 only if all its parts are, "n/a" 0, unreadable unknown.
  figure(cells, id, above = new Set()) {
    if (!this.parts.has(id) || !(id in cells)) return UNKNOWN;
    const value = cells[id];
    if (value === "n/a") return ZERO;
    if (typeof value === "string") {
      const read = number(value);
      const size = read.units < 0n ? negate(read) : read;
      return order(size, TOO_LARGE) < 0 && read.places <= 24 ? read : UNKNOWN;
    }
    if (value !== null) return UNKNOWN;
    const inside = new Set([...above, id]);
    for (const part of this.parts.get(id).flat()) {
      if (inside.has(part)) continue;
      const counted = this.figure(cells, part, inside);
      if (counted === UNKNOWN || counted.units !== 0n) return UNKNOWN;
    }
    return ZERO;
  }

  cell(scope, id) {
    if (scope === "report") return this.figure(this.subject.report, id);
    if (scope === "previous") return this.subject.previous ? this.figure(this.subject.previous, id) : UNKNOWN;
    const figures = this.subject.children.map((cells) => this.figure(cells, id));
    if (figures.length === 0 || figures.includes(UNKNOWN)) return UNKNOWN;
    return figures.reduce({ "children.sum": add, "children.min": least, "children.max": greatest }[scope]);
  }

  fact(name) {
    const value = this.subject.facts[name];
    if (value === null || value === undefined) return UNKNOWN;
    return name === "report.year" ? number(value) : value;
  }

  // A part with the value `decisive` decides; without one, an unknown part leaves it open.
  every(parts, decisive) {
    let open = false;
    for (const part of parts) {
      const value = this.value(part);
      if (value === decisive) return decisive;
      open = open || value === UNKNOWN;
    }
    return open ? UNKNOWN : !decisive;
  }

  value(node) {
    const [operator, ...rest] = node;
    switch (operator) {
      case "number": return number(rest[0]);
      case "text": return rest[0];
      case "cell": return this.cell(rest[0], rest[1]);
      case "fact": return this.fact(rest[0]);
      case "blank": {
        const cells = rest[0] === "report" ? this.subject.report : this.subject.previous;
        return cells ? cells[rest[1]] === null : UNKNOWN;
      }
      case "lookup": {
        const key = this.value(rest[0]);
        return key !== UNKNOWN && key in rest[1] ? number(rest[1][key]) : UNKNOWN;
      }
      case "and": return this.every(rest, false);
      case "or": return this.every(rest, true);
      case "implies": return this.every([["not", rest[0]], rest[1]], true);
      case "in": {
        const value = this.value(rest[0]);
        return value === UNKNOWN ? UNKNOWN : rest[1].some((choice) => equal(value, this.value(choice)));
      }
      default: {
        const values = rest.map((part) => this.value(part));
        return values.includes(UNKNOWN) ? UNKNOWN : STRICT[operator](...values);
      }
    }
  }
}

const equal = (a, b) => (isNumber(a) && isNumber(b) ? order(a, b) === 0 : a === b);

const STRICT = {
  "+": (...terms) => terms.reduce(add, ZERO),
  neg: negate,
  "*": multiply,
  not: (truth) => !truth,
  abs: (a) => (a.units < 0n ? negate(a) : a),
  min: (...values) => values.reduce(least),
  max: (...values) => values.reduce(greatest),
  count: (...truths) => number(String(truths.filter(Boolean).length)),
  integer: (a) => trimmed(a).places === 0,
  decimals: (a) => number(String(trimmed(a).places)),
  "==": equal,
  "!=": (a, b) => !equal(a, b),
  "<=": (a, b) => order(a, b) <= 0,
  ">=": (a, b) => order(a, b) >= 0,
  "<": (a, b) => order(a, b) < 0,
  ">": (a, b) => order(a, b) > 0,
};

// For every rule of a set that has an expression and is wanted: true, false or null for each of its instances.
export function evaluate(set, subject, wanted = () => true) {
  const evaluator = new Evaluator(set, subject);
  const verdict = (value) => (value === UNKNOWN ? null : value);
  return Object.fromEntries(
    set.rules
      .filter((rule) => rule.instances && wanted(rule.id))
      .map((rule) => [rule.id, rule.instances.map((instance) => verdict(evaluator.value(instance)))]),
  );
}

function main([file]) {
  const { sets } = JSON.parse(readFileSync(file, "utf8"));
  let agree = 0;
  let differ = 0;
  for (const set of sets) {
    set.vectors.forEach((vector, index) => {
      const found = evaluate(set, vector, (id) => id in vector.expected);
      for (const [rule, expected] of Object.entries(vector.expected)) {
        expected.forEach((verdict, instance) => {
          const ours = found[rule]?.[instance];
          if (ours === verdict) agree += 1;
          else {
            differ += 1;
            console.error(`${set.form.id}, vector ${index}, ${rule}[${instance}]: expected ${verdict}, found ${ours}`);
          }
        });
      }
    });
  }
  console.log(`${agree} verdicts agree, ${differ} differ`);
  return differ ? 1 : 0;
}

if (process.argv[1]?.endsWith("evaluate.mjs")) process.exit(main(process.argv.slice(2)));
