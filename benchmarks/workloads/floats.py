"""The area of the Mandelbrot set, by counting points of a grid."""


def inside(cr, ci):
    zr = zi = 0.0
    for _ in range(60):
        r2 = zr * zr
        i2 = zi * zi
        if r2 + i2 > 4.0:
            return False
        zi = 2.0 * zr * zi + ci
        zr = r2 - i2 + cr
    return True


def main():
    size = 200
    hits = 0
    for y in range(size):
        for x in range(size):
            if inside(3.0 * x / size - 2.25, 2.5 * y / size - 1.25):
                hits += 1
    print(hits)


main()
