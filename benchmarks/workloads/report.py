"""A shop's day: orders come in as lines of text, are read, checked, priced, shipped and reported."""

import json
from dataclasses import dataclass, replace


@dataclass
class Accepted:
    total: int


@dataclass
class Rejected:
    reason: str


class Waiting:
    pass


class Refused(Exception):
    pass


@dataclass
class Item:
    sku: str
    name: str
    price: int
    stock: int


@dataclass
class Order:
    id: int
    customer: str
    lines: list
    express: bool

    def weight(self):
        return sum(line["quantity"] for line in self.lines) * 120 + (15 if self.express else 40)


def next_seed(seed):
    return (seed * 1103515245 + 12345) % 2147483648


def pick(items, seed):
    return items[seed // 7 % len(items)]


def make_catalogue():
    nouns = ["lamp", "chair", "table", "shelf", "clock", "vase", "rug", "mirror"]
    colours = ["red", "green", "blue", "black", "white"]
    items = {}
    number = 0
    for noun in nouns:
        for colour in colours:
            sku = f"{noun[:2]}{number}"
            items[sku] = Item(sku, f"{colour} {noun}", 500 + number * 37 % 900, 2000)
            number += 1
    return items


def write_order(id, seed, skus):
    customers = ["ann", "bob", "cid", "dora", "eve", "fay"]
    s = seed
    parts = []
    for _ in range(s % 4 + 1):
        s = next_seed(s)
        parts.append(f"{pick(skus, s)}*{s // 11 % 5 + 1}")
    flag = "!" if s % 3 == 0 else ""
    return f"{id};{pick(customers, seed)};{','.join(parts)}{flag}"


def read_quantity(text):
    try:
        return int(text)
    except ValueError:
        raise Refused(f"no quantity: {text}") from None


def read_line(text):
    parts = text.split("*")
    if len(parts) != 2:
        raise Refused(f"no line: {text}")
    return {"sku": parts[0], "quantity": read_quantity(parts[1])}


def read_order(text):
    express = text.endswith("!")
    rest = text[:-1] if express else text
    fields = rest.split(";")
    if len(fields) != 3:
        raise Refused(f"no order: {text}")
    lines = [read_line(part) for part in fields[2].split(",")]
    return Order(int(fields[0]), fields[1], lines, express)


def discount(quantity):
    if quantity >= 5:
        return 15
    if quantity >= 3:
        return 5
    return 0


def line_price(item, quantity):
    full = item.price * quantity
    return full - full * discount(quantity) // 100


def shipping(order):
    base = order.weight() // 2
    return base * 2 if order.express else base


def price(order, catalogue):
    total = 0
    for line in order.lines:
        item = catalogue.get(line["sku"])
        if item is None:
            return Rejected(f"unknown {line['sku']}")
        if item.stock < line["quantity"]:
            return Waiting()
        total += line_price(item, line["quantity"])
    return Accepted(total + shipping(order))


def add_to(totals, key, amount):
    totals[key] = totals.get(key, 0) + amount


def statistics(amounts):
    if not amounts:
        return 0.0, 0.0
    mean = float(sum(amounts)) / len(amounts)
    squares = 0.0
    for amount in amounts:
        d = amount - mean
        squares += d * d
    return mean, squares / len(amounts)


def levels(tree, depth):
    if tree is None:
        return depth
    return max(levels(tree["left"], depth + 1), levels(tree["right"], depth + 1))


def insert(tree, key):
    if tree is None:
        return {"key": key, "left": None, "right": None}
    if key < tree["key"]:
        return {"key": tree["key"], "left": insert(tree["left"], key), "right": tree["right"]}
    if key > tree["key"]:
        return {"key": tree["key"], "left": tree["left"], "right": insert(tree["right"], key)}
    return tree


def walk(tree):
    if tree is not None:
        yield from walk(tree["left"])
        yield tree["key"]
        yield from walk(tree["right"])


def bars(totals):
    return [f"{name:<6}{'#' * (totals[name] // 150000 + 1)}" for name in sorted(totals)]


def tokens(text):
    return [int(word) if word.isdigit() else word for word in text.split()]


def factor(tokens, at, size):
    if at >= len(tokens):
        raise Refused("formula: ends early")
    token = tokens[at]
    if isinstance(token, int):
        return token, at + 1
    if token == "size":
        return size, at + 1
    if token == "(":
        value, place = sum_of(tokens, at + 1, size)
        return value, place + 1
    raise Refused(f"formula: {token}")


def product_of(tokens, at, size):
    value, place = factor(tokens, at, size)
    while place < len(tokens) and tokens[place] == "*":
        other, place = factor(tokens, place + 1, size)
        value *= other
    return value, place


def sum_of(tokens, at, size):
    value, place = product_of(tokens, at, size)
    while place < len(tokens) and tokens[place] in ("+", "-"):
        other, after = product_of(tokens, place + 1, size)
        value = value + other if tokens[place] == "+" else value - other
        place = after
    return value, place


def fees(formulas, sizes):
    total = refused = 0
    for formula in formulas:
        read = tokens(formula)
        for size in range(1, sizes + 1):
            try:
                total += sum_of(read, 0, size)[0]
            except Refused:
                refused += 1
    return f"{total} {refused}"


def run_day(orders, seed):
    catalogue = make_catalogue()
    skus = sorted(catalogue)
    accepted, by_customer, sold, problems, waiting = [], {}, {}, {}, 0
    for id in range(orders):
        seed = next_seed(seed)
        text = write_order(id, seed, skus)
        if id % 97 == 5:
            text = text.replace("*", "x")
        if id % 89 == 7:
            text = text.replace(";", ":")
        try:
            order = read_order(text)
            match price(order, catalogue):
                case Accepted(total):
                    accepted.append(
                        {"id": order.id, "customer": order.customer, "total": total, "express": order.express}
                    )
                    by_customer[order.customer] = by_customer.get(order.customer, 0) + total
                    for line in order.lines:
                        item = catalogue[line["sku"]]
                        catalogue[line["sku"]] = replace(item, stock=item.stock - line["quantity"])
                        add_to(sold, line["sku"], line["quantity"])
                case Rejected(reason):
                    add_to(problems, reason, 1)
                case Waiting():
                    waiting += 1
        except Refused as error:
            add_to(problems, str(error).split(":")[0], 1)
    return accepted, by_customer, sold, problems, waiting


def best_sellers(sold, count):
    entries = sorted(((key, sold[key]) for key in sorted(sold)), key=lambda e: -e[1])
    return [f"{key}:{value}" for key, value in entries[:count]]


def rounded(x):
    return int(x * 100.0) / 100.0


def main():
    accepted, by_customer, sold, problems, waiting = run_day(4000, 20240607)
    totals = [a["total"] for a in accepted]
    express = [a for a in accepted if a["express"]]
    mean, _ = statistics(totals)
    print(f"accepted {len(accepted)} express {len(express)} waiting {waiting}")
    print(f"mean {rounded(mean)}")
    shown = ", ".join(f"{key}: {problems[key]}" for key in sorted(problems))
    print(f"problems {{{shown}}}")
    print(f"best {' '.join(best_sellers(sold, 5))}")
    for line in bars(by_customer):
        print(line)
    tree = None
    for total in totals:
        tree = insert(tree, total % 1000)
    check = position = 0
    for key in walk(tree):
        position += 1
        check = (check * 31 + key * position) % 1000003
    print(f"tree {levels(tree, 0)} {position} {check}")
    groups = {}
    for a in accepted:
        groups.setdefault(a["customer"], []).append(a)
    lines = []
    for name in sorted(groups):
        amounts = [a["total"] for a in groups[name]]
        lines.append(f"{name} {len(amounts)} {max(amounts)} {min(amounts)}")
    print("; ".join(lines))
    print(
        fees(["5 + 2 * size", "( size - 3 ) * ( size + 1 ) - 7", "size * size * 2", "4 +", "3 * oops"], 400)
    )
    text = json.dumps(by_customer)
    print("true" if json.loads(text) == by_customer else "false")


main()
