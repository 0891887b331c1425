"""Units of measure and currencies as they are written and said."""

from __future__ import annotations

from dataclasses import dataclass

from tecnocursos.kit.language import Language


@dataclass(frozen=True, slots=True)
class Unit:
    one: str
    many: str
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class Currency:
    one: str
    many: str
    cent: str
    cents: str
    feminine: bool = False


def _table(text: str) -> dict[str, Unit]:
    units = {}
    for line in text.strip().splitlines():
        written, one, many, *gender = (part.strip() for part in line.split("|"))
        for symbol in written.split():
            units[symbol] = Unit(one, many, gender == ["f"])
    return units


UNITS: dict[Language, dict[str, Unit]] = {
    "pt-BR": _table("""
        % | por cento | por cento
        ‰ | por mil | por mil
        °C ºC | grau Celsius | graus Celsius
        °F ºF | grau Fahrenheit | graus Fahrenheit
        ° | grau | graus
        km/h | quilômetro por hora | quilômetros por hora
        m/s | metro por segundo | metros por segundo
        km² km2 | quilômetro quadrado | quilômetros quadrados
        km | quilômetro | quilômetros
        m² m2 | metro quadrado | metros quadrados
        m³ m3 | metro cúbico | metros cúbicos
        m | metro | metros
        cm² | centímetro quadrado | centímetros quadrados
        cm | centímetro | centímetros
        mm | milímetro | milímetros
        µm μm | micrômetro | micrômetros
        kg Kg | quilo | quilos
        mg | miligrama | miligramas
        g | grama | gramas
        l L | litro | litros
        ml mL | mililitro | mililitros
        h | hora | horas | f
        min | minuto | minutos
        s seg | segundo | segundos
        ms | milissegundo | milissegundos
        Gbps Gb/s Gbit/s | gigabit por segundo | gigabits por segundo
        Mbps Mb/s Mbit/s | megabit por segundo | megabits por segundo
        kbps Kbps kb/s Kb/s | quilobit por segundo | quilobits por segundo
        GB/s | gigabaite por segundo | gigabaites por segundo
        MB/s | megabaite por segundo | megabaites por segundo
        KB/s kB/s | quilobaite por segundo | quilobaites por segundo
        TB | terabaite | terabaites
        GB Gb | gigabaite | gigabaites
        MB Mb | megabaite | megabaites
        KB kB Kb | quilobaite | quilobaites
        GHz | gigarrértz | gigarrértz
        MHz | megarrértz | megarrértz
        kHz KHz | quilorrértz | quilorrértz
        Hz | rértz | rértz
        kWh | quilowatt hora | quilowatts hora
        kW | quilowatt | quilowatts
        W | watt | watts
        V | volt | volts
        A | ampère | ampères
        mAh | miliampère hora | miliampères hora
        mA | miliampère | miliampères
        dBm | decibel miliwatt | decibéis miliwatt
        dB | decibel | decibéis
        px | píxel | píxeis
        fps | quadro por segundo | quadros por segundo
        rpm | rotação por minuto | rotações por minuto | f
        ppm | parte por milhão | partes por milhão | f
        pp | ponto percentual | pontos percentuais
        x × | vez | vezes | f
    """),
    "en-US": _table("""
        % | percent | percent
        ‰ | per thousand | per thousand
        °C ºC | degree Celsius | degrees Celsius
        °F ºF | degree Fahrenheit | degrees Fahrenheit
        ° | degree | degrees
        km/h | kilometer per hour | kilometers per hour
        mph | mile per hour | miles per hour
        m/s | meter per second | meters per second
        km² km2 | square kilometer | square kilometers
        km | kilometer | kilometers
        m² m2 | square meter | square meters
        m³ m3 | cubic meter | cubic meters
        m | meter | meters
        cm² | square centimeter | square centimeters
        cm | centimeter | centimeters
        mm | millimeter | millimeters
        µm μm | micrometer | micrometers
        ft | foot | feet
        lb lbs | pound | pounds
        oz | ounce | ounces
        kg | kilogram | kilograms
        mg | milligram | milligrams
        g | gram | grams
        L | liter | liters
        ml mL | milliliter | milliliters
        h hr hrs | hour | hours
        min | minute | minutes
        s sec | second | seconds
        ms | millisecond | milliseconds
        Gbps Gb/s Gbit/s | gigabit per second | gigabits per second
        Mbps Mb/s Mbit/s | megabit per second | megabits per second
        kbps Kbps kb/s Kb/s | kilobit per second | kilobits per second
        GB/s | gigabyte per second | gigabytes per second
        MB/s | megabyte per second | megabytes per second
        KB/s kB/s | kilobyte per second | kilobytes per second
        TB | terabyte | terabytes
        GB | gigabyte | gigabytes
        MB | megabyte | megabytes
        KB kB | kilobyte | kilobytes
        GHz | gigahertz | gigahertz
        MHz | megahertz | megahertz
        kHz KHz | kilohertz | kilohertz
        Hz | hertz | hertz
        kWh | kilowatt hour | kilowatt hours
        kW | kilowatt | kilowatts
        W | watt | watts
        V | volt | volts
        A | amp | amps
        mAh | milliamp hour | milliamp hours
        mA | milliamp | milliamps
        dBm | dee bee em | dee bee em
        dB | decibel | decibels
        px | pixel | pixels
        fps | frame per second | frames per second
        rpm | revolution per minute | revolutions per minute
        ppm | part per million | parts per million
        x × | time | times
    """),
}

CURRENCIES: dict[str, dict[Language, Currency]] = {
    "R$": {
        "pt-BR": Currency("real", "reais", "centavo", "centavos"),
        "en-US": Currency("real", "reais", "centavo", "centavos"),
    },
    "$": {
        "pt-BR": Currency("dólar", "dólares", "centavo", "centavos"),
        "en-US": Currency("dollar", "dollars", "cent", "cents"),
    },
    "€": {
        "pt-BR": Currency("euro", "euros", "centavo", "centavos"),
        "en-US": Currency("euro", "euros", "cent", "cents"),
    },
    "£": {
        "pt-BR": Currency("libra", "libras", "pêni", "pence", feminine=True),
        "en-US": Currency("pound", "pounds", "penny", "pence"),
    },
}
CURRENCIES["US$"] = CURRENCIES["U$"] = CURRENCIES["$"]

SCALES: dict[Language, tuple[str, ...]] = {
    "pt-BR": ("mil", "milhão", "milhões", "bilhão", "bilhões", "trilhão", "trilhões"),
    "en-US": ("thousand", "million", "billion", "trillion"),
}
