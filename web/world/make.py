#!/usr/bin/env python3
"""Writes ../assets/world.svg and ../view/countries.go: the countries of the world, small enough to be looked at as a background.

    curl -O https://registry.npmjs.org/world-atlas/-/world-atlas-2.0.2.tgz && python3 make.py world-atlas-2.0.2.tgz && gofmt -w ../view/countries.go

The borders are those of Natural Earth (public domain, naturalearthdata.com) at 1:110 million, as packed in TopoJSON by world-atlas
(ISC, see README.md beside this file); the places of the countries' dots come from those at 1:50 million, which have the small ones
too. Areas without an ISO 3166 number are drawn as land that belongs to no country here, but for Kosovo. Antarctica is left out.

The projection is Equal Earth: Bojan Šavrič, Tom Patterson and Bernhard Jenny, "The Equal Earth map projection", International Journal
of Geographical Information Science, 2018.
"""

import hashlib
import json
import math
import os
import sys
import tarfile

SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
WIDTH, TOP, BOTTOM = 1000, 84.0, -57.0  # SVG units; degrees of latitude that are shown
COARSE = 1.2  # units that a line may be off
SMALLEST = 1.2  # square units below which an island isn't drawn


def equal_earth(longitude, latitude):
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


SCALE = WIDTH / 2 / equal_earth(180, 0)[0]
NORTH = equal_earth(0, TOP)[1]


def place(point):
    x, y = equal_earth(*point)
    return WIDTH / 2 + x * SCALE, (NORTH - y) * SCALE


def continued(points, start):
    """Points in degrees without leaps at 180°: their longitudes go on from that of start, past it if need be."""
    out = []
    for longitude, latitude in points:
        longitude += 360 * round((start - longitude) / 360)
        out.append((longitude, latitude))
        start = longitude
    return out


def arcs_of(topology):
    """The arcs in degrees. They are stored as differences of whole numbers."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield continued(points, points[0][0])


def simplified(points):
    """Ramer, Douglas and Peucker: leaves out points that are less than COARSE off the line between those that stay."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = place(points[0]), place(points[-1])
    length = math.hypot(x2 - x1, y2 - y1)

    def off(point):
        p = place(point)
        if length == 0:
            return math.hypot(p[0] - x1, p[1] - y1)
        return abs((x2 - x1) * (y1 - p[1]) - (x1 - p[0]) * (y2 - y1)) / length

    far = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[far]) < COARSE:
        return [points[0], points[-1]]
    return simplified(points[: far + 1])[:-1] + simplified(points[far:])


def ring_of(arcs, numbers):
    """The points on the map of a ring that is put together from arcs; ~n is the n-th one backwards."""
    ring = []
    for n in numbers:
        arc = arcs[n] if n >= 0 else arcs[~n][::-1]
        ring.extend(continued(arc[1:], ring[-1][0]) if ring else arc)
    east = 360 if min(longitude for longitude, _ in ring) < -180 else 0
    return [place((longitude + east, latitude)) for longitude, latitude in ring]


def area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1])) / 2


def centre(ring):
    twice = 2 * area(ring)
    if abs(twice) < 1e-9:
        return ring[0]
    x = y = 0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (3 * twice), y / (3 * twice)


def rings_of(geometry, arcs):
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring_of(arcs, ring) for polygon in polygons for ring in polygon]


def code_of(geometry):
    """The ISO 3166 number, as text; Kosovo, which has none, by the code that is in use for it."""
    return "XK" if geometry["properties"]["name"] == "Kosovo" else geometry.get("id", "")


def path(rings):
    out = ""
    for ring in rings:
        if abs(area(ring)) < SMALLEST:
            continue
        points = [(round(x), round(y)) for x, y in ring]
        points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
        if points[0] == points[-1]:
            points.pop()
        if len(points) < 3:
            continue
        (x, y), steps = points[0], ""
        for x2, y2 in points[1:]:
            step = "%d,%d" % (x2 - x, y2 - y)
            steps += step if step[0] == "-" or not steps else " " + step
            x, y = x2, y2
        out += "M%d,%dl%sz" % (*points[0], steps.replace(",-", "-"))
    return out


def main(package):
    data = open(package, "rb").read()
    if hashlib.sha256(data).hexdigest() != SHA256:
        sys.exit("%s is not the world-atlas 2.0.2 that this script was made for" % package)
    with tarfile.open(package) as tar:
        coarse, fine = (json.load(tar.extractfile("package/countries-%s.json" % name)) for name in ("110m", "50m"))
    here = os.path.dirname(os.path.abspath(__file__))

    arcs = [simplified(arc) for arc in arcs_of(coarse)]
    shapes = []
    for g in coarse["objects"]["countries"]["geometries"]:
        outline = path(rings_of(g, arcs))
        if outline and g["properties"]["name"] != "Antarctica":
            shapes.append((code_of(g), outline))
    shapes.sort()
    height = round(place((0, BOTTOM))[1])
    with open(os.path.join(here, "../assets/world.svg"), "w") as f:
        f.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d">\n' % (WIDTH, height))
        f.write("<!-- Made by ../world/make.py from Natural Earth, public domain, by way of world-atlas (ISC). -->\n")
        f.write('<g id="world">\n')
        for code, outline in shapes:
            f.write('<path%s d="%s"/>\n' % (' id="n%s"' % code if code else "", outline))
        f.write("</g>\n</svg>\n")

    drawn = {code for code, _ in shapes}
    fine_arcs = list(arcs_of(fine))
    whole = {}  # some countries come in several parts
    for g in fine["objects"]["countries"]["geometries"]:
        if code_of(g) and g["properties"]["name"] != "Antarctica":
            whole.setdefault(code_of(g), []).extend(rings_of(g, fine_arcs))
    with open(os.path.join(here, "../view/countries.go"), "w") as f:
        f.write("// Code generated by ../world/make.py; DO NOT EDIT.\n\npackage view\n\n")
        f.write("// The size of the map of the world in SVG units.\nconst (\n\tworldWidth = %d\n\tworldHeight = %d\n)\n\n" % (WIDTH, height))
        f.write("// countriesOnMap are where the countries of the world lie on its map, by their number in ISO 3166.\n")
        f.write("var countriesOnMap = []onMap{\n")
        for code, rings in sorted(whole.items()):
            x, y = centre(max(rings, key=lambda ring: abs(area(ring))))
            f.write('\t{"%s", %d, %d, %s},\n' % (code, round(x), round(y), "true" if code in drawn else "false"))
        f.write("}\n")


main(sys.argv[1])
